import { textOf } from '../evidence.ts'
import type { SessionType } from '../session-type.ts'
import type { TypeCue } from '../type-cue.ts'

const ASKS =
  /^(?:why|how come|what(?:'s| is| are| was| were| does| happens| happened)?|where|when|which|who|explain|investigate|debug|diagnose|find out|figure out|check (?:why|if|whether)|look (?:at|into)|analy[sz]e|understand|trace|reproduce|do you|does|is|are|did|review|compare|troubleshoot)\b|\bwhy\b|\b(?:investigate|root cause|diagnose|what is the (?:issue|problem|reason)|what went wrong|why (?:is|are|does|do|did|was|isn'?t|doesn'?t))\b|[?？]$/i

/** Finding a cause as the thing to do; a debug command or a debug build is something else. */
const INVESTIGATES =
  /(?:^|[.?!,;:] |\b(?:let'?s|to|please|and|help|me|us|you|then) )(?:debug|investigate|diagnose|troubleshoot|find the (?:root )?cause)\b(?! (?:command|mode|flag|log|output|build|level|symbol|info))|\broot cause\b|\bwhat (?:is|was) the (?:issue|problem|cause)\b/i

/** Types that leave changed files behind. */
const CHANGING: readonly SessionType[] = [
  'bugfix',
  'feature',
  'refactor',
  'test',
  'style',
  'perf',
  'upgrade',
  'config',
  'security',
]

/** The request asks for a cause or an explanation. Without changes that is all the work there was. */
export const investigation: TypeCue = {
  id: 'investigation',
  title: 'The request asks for a cause or an explanation',
  judge: ({ goals, requests, files, changesKnown }) => {
    const seen = goals.filter((goal) => ASKS.test(textOf(goal)))
    const share = goals.length === 0 ? 0 : seen.length / goals.length
    const detail = `${seen.length} of ${goals.length} requests ask for a cause or an explanation`
    const [first = goals[0]] = requests
    const opens = first !== undefined && INVESTIGATES.test(textOf(first))
    if (!changesKnown) return opens ? [{ type: 'debug', weight: 2.5, detail, seen: [first] }] : []
    if (files.length === 0) {
      const idle = CHANGING.map((type) => ({ type, weight: -1.5, detail: 'nothing was changed', seen: [] }))
      return [{ type: 'debug', weight: 1.8 + 2.5 * share, detail: `nothing was changed; ${detail}`, seen }, ...idle]
    }
    if (opens) {
      const weight = files.length <= 2 ? 4 : 2
      return [{ type: 'debug', weight, detail: 'the first request is to find a cause', seen: [first] }]
    }
    return share > 0.5 ? [{ type: 'debug', weight: 1.2 * share, detail, seen }] : []
  },
}
