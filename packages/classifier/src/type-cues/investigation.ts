import { textOf } from '../evidence.ts'
import type { SessionType } from '../session-type.ts'
import type { TypeCue } from '../type-cue.ts'

const ASKS =
  /^(?:why|how come|what(?:'s| is| are| was| were| does| happens| happened)?|where|when|which|who|explain|investigate|debug|diagnose|find out|figure out|check (?:why|if|whether)|look (?:at|into)|analy[sz]e|understand|trace|reproduce|do you|does|is|are|did|review|compare|troubleshoot)\b|\bwhy\b|\b(?:debug(?:ging)?|investigate|root cause|diagnose|what is the (?:issue|problem|reason)|what went wrong|why (?:is|are|does|do|did|was|isn'?t|doesn'?t))\b|[?？]$/i

/** Types that leave changed files behind. */
const CHANGING: readonly SessionType[] = ['bugfix', 'feature', 'refactor', 'test', 'style', 'perf', 'upgrade', 'config', 'security']

/** The request asks for a cause or an explanation. Without changes that is all the work there was. */
export const investigation: TypeCue = {
  id: 'investigation',
  title: 'The request asks for a cause or an explanation',
  judge: ({ goals, files, changesKnown }) => {
    const seen = goals.filter((goal) => ASKS.test(textOf(goal)))
    const share = goals.length === 0 ? 0 : seen.length / goals.length
    const detail = `${seen.length} of ${goals.length} requests ask for a cause or an explanation`
    if (!changesKnown) return /\bdebug|\binvestigate|\bdiagnos/i.test(goals.map(textOf).join('\n')) ? [{ type: 'debug', weight: 2.5, detail, seen }] : []
    if (files.length === 0) {
      const idle = CHANGING.map((type) => ({ type, weight: -1.5, detail: 'nothing was changed', seen: [] }))
      return [{ type: 'debug', weight: 1.8 + 2.5 * share, detail: `nothing was changed; ${detail}`, seen }, ...idle]
    }
    const first = goals[0]
    const debugs = first !== undefined && /\b(?:debug|investigate|diagnose|root cause)\b/i.test(textOf(first))
    if (debugs) return [{ type: 'debug', weight: files.length <= 2 ? 4 : 2, detail: 'the first request is to find a cause', seen: [first] }]
    return share > 0.5 ? [{ type: 'debug', weight: 1.2 * share, detail, seen }] : []
  },
}
