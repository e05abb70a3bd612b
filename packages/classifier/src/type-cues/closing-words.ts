import { textOf } from '../evidence.ts'
import type { SessionType } from '../session-type.ts'
import type { CueFinding, TypeCue } from '../type-cue.ts'

/** How agents sum up what they did. */
const SUMMARIES: readonly (readonly [SessionType, number, RegExp])[] = [
  ['bugfix', 0.8, /\b(?:fix(?:ed|es)?|bugs?|root cause)\b/i],
  ['refactor', 1, /\b(?:refactor(?:ed|ing)?|consolidated|deduplicated|extracted|renamed|moved)\b/i],
  [
    'feature',
    0.8,
    /\b(?:implemented|new (?:command|flag|option|field|endpoint|page|component|feature)|now supports?)\b/i,
  ],
  ['devops', 0.8, /\b(?:merged?|conflicts?|rebased?|tagged|released?|workflow|pipeline)\b/i],
  ['docs', 0.7, /\b(?:documentation|documented|readme|claude\.md|agents\.md|changelog)\b/i],
  ['test', 0.7, /\b(?:added [^.\n]{0,30}tests?|new tests?|test coverage|tests? (?:were |was )?(?:added|rewritten))\b/i],
  ['perf', 1, /\b(?:faster|speed-?up|ns\/op|allocs\/op|latency|throughput)\b/i],
  ['upgrade', 0.8, /\b(?:upgraded|bumped|updated to v?\d)\b/i],
]

/** Only the beginning of the last answer: there the agent says what was done. */
const MAX_LENGTH = 500
/** What a kind of work counts that is named after another one. */
const LATER = 0.4

/** The agent's last answer names the kind of work. */
export const closingWords: TypeCue = {
  id: 'closing_words',
  title: 'The last answer names the kind of work',
  judge: ({ closing, changesKnown, files, requests }) => {
    if (closing === undefined || !changesKnown || files.length === 0) return []
    const text = textOf(closing).slice(0, MAX_LENGTH)
    const found = SUMMARIES.flatMap(([type, weight, pattern]) => {
      const at = text.search(pattern)
      return at < 0 ? [] : [{ type, weight, at }]
    }).sort((a, b) => a.at - b.at)
    // The last answer of a long conversation sums up its last turn only.
    const share = 1 / Math.sqrt(Math.max(1, requests.length))
    return found.map(
      ({ type, weight }, index): CueFinding => ({
        type,
        weight: weight * share * (index === 0 ? 1 : LATER),
        detail: 'the last answer says so',
        seen: [closing],
      }),
    )
  },
}
