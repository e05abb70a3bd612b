import type { ReviewRule } from '../review-rule.ts'

/** What the agent said and the record does not bear out. */
export const unverifiedClaims: ReviewRule = {
  id: 'unverified_claim',
  title: 'The agent claimed what the record does not show',
  description:
    'A reply says that tests, a build or a linter pass, or that something was committed or verified, and no result bears it out.',
  category: 'process',
  severity: 'medium',
  recommendation: 'Do not rely on the claim; run the check yourself.',
  confidence: 0.8,
  check(view) {
    return (view.summary?.claims ?? [])
      .filter(({ verified }) => verified === false)
      .map(({ kind, text, events }) => {
        const why = view.summary?.findings.find(
          ({ id, events: own }) => id === 'claim_mismatch' && own.join() === events.join(),
        )?.detail
        return {
          message: `The agent said: ${quoted(text)}.${why?.includes(': ') === true ? ` But ${why.slice(why.lastIndexOf(': ') + 2)}.` : ''}`,
          events: { sessionId: view.summary?.session.id ?? null, eventIds: events },
          subject: `${kind} ${text}`,
          snippet: text.trim(),
          severity:
            kind.startsWith('test') && why?.includes('did not pass') === true ? ('high' as const) : ('medium' as const),
        }
      })
  },
}

function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return `“${line.length > 160 ? `${line.slice(0, 159)}…` : line}”`
}
