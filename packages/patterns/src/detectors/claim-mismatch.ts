import { type Claim, claimsIn } from '../claims.ts'
import type { Detector, Observation } from '../detector.ts'
import { baseName } from '../paths.ts'
import { ProofRecord } from '../proof-record.ts'
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
    const claims = view.turns.flatMap((turn) =>
      turn.replies.flatMap((reply) => {
        const made = claimsIn(reply.event.text)
        // What the person said themselves may be repeated.
        const said = new Set(made.length === 0 ? [] : claimsIn(turn.prompt?.text ?? '').map((claim) => claim.kind))
        return made.filter((claim) => !said.has(claim.kind)).map((claim) => ({ claim, reply }))
      }),
    )
    const files = claims.flatMap(({ claim }) => (claim.path === undefined ? [] : [baseName(claim.path)]))
    const record = new ProofRecord(view, new Set(files))
    const reported = new Set<string>()
    return claims.flatMap(({ claim, reply }): Observation[] => {
      record.advance(reply.callsBefore)
      const contradiction = contradict(claim, record)
      const key = `${reply.event.id} ${claim.kind}`
      if (contradiction === undefined || reported.has(key)) return []
      reported.add(key)
      const events = [...contradiction.events, reply.event.id]
      return [{ events, detail: `${quote(claim.sentence, 120)}: ${contradiction.why}`, count: 1 }]
    })
  },
}

interface Contradiction {
  readonly why: string
  readonly events: readonly string[]
}

function contradict(claim: Claim, record: ProofRecord): Contradiction | undefined {
  if (claim.kind === 'commit') {
    return record.partial || record.mayHaveCommitted ? undefined : { why: 'no commit is on record', events: [] }
  }
  if (claim.kind === 'verified') {
    const seen = record.partial || record.hasSeen(baseName(claim.path ?? ''))
    return seen ? undefined : { why: 'no call looked at that file', events: [] }
  }
  const last = record.lastRun(claim.kind)
  if (last === undefined) {
    return record.partial || record.opaque ? undefined : { why: `no ${claim.kind} run is on record`, events: [] }
  }
  // A run of several parts that passed in one, or the very number of passing tests, makes the claim true of a part.
  if (last.checks.some((check) => check.ok !== false)) return undefined
  if (claim.passed !== undefined && record.hasPassed(claim.kind, claim.passed)) return undefined
  const failed = last.checks.at(-1)?.failed
  const count = failed === undefined ? '' : `, ${failed} failed`
  return { why: `the last ${claim.kind} run did not pass${count}`, events: [last.call.event.id] }
}
