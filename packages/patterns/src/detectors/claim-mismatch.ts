import { checkClaimsInView } from '../check-claims.ts'
import type { Detector } from '../detector.ts'
import { quote } from '../quote.ts'

/** Saying that something holds which the record does not bear out. */
export const claimMismatch: Detector = {
  id: 'claim_mismatch',
  title: 'Claim without proof',
  description:
    'The agent said that tests, a build or a linter pass, that it committed, or that it verified a file; the last matching result says otherwise or does not exist.',
  severity: 'concern',
  advice: 'Claim only what the last run of the command showed; when it was not run, say so.',
  unit: 'replies',
  thresholds: {},
  detect(view) {
    return checkClaimsInView(view)
      .filter((claim) => claim.verified === false)
      .map(({ text, why, events }) => ({ events, detail: `${quote(text, 120)}: ${why}`, count: 1 }))
  },
}
