import { textOf } from '../evidence.ts'
import type { TypeCue } from '../type-cue.ts'

const WORK =
  /\b(?:merge (?:conflicts?|issues?|from|with|main|master|origin|the|in)|merging|resolve (?:the )?conflicts?|conflicts? with|(?<!\b(?:during|after|before|while|on) (?:a |the )?)rebas(?:e|ing)|cherry-?pick|up to date with|squash|fast-?forward|tag (?:it|the|a|v?\d)|(?:create|cut|make|publish|do) (?:a |the |new )?release|release v?\d|deploy\w*|pipeline|workflow|dockerfile|docker|kubernetes|terraform)|\b(?:last )?commit message\b|\bbranch(?:es)?\b.*\b(?:messed|conflict|up to date)/i

/** Handing work in, where that is all a turn asks for. */
const HANDING_IN =
  /^(?:please |can you |could you |let'?s )?(?:commit|push|tag|merge|(?:make|open|create|update|write|draft) (?:a |an |the |this |my )?(?:new )?(?:pr|pull request|mr|merge request|branch|release|tag|commit)\b)/i

/** Merging, rebasing, tagging, releasing, deploying: work on the repository and its pipeline, not on what it holds. */
export const repositoryWork: TypeCue = {
  id: 'repository_work',
  title: 'The request is about merging, releasing or deploying',
  judge: ({ requests }) => {
    const only = requests.length === 1
    const seen = requests.filter((goal) => WORK.test(textOf(goal)) || (only && HANDING_IN.test(textOf(goal))))
    if (seen.length === 0) return []
    const first = requests[0] !== undefined && seen.includes(requests[0])
    const share = seen.length / requests.length
    return [
      {
        type: 'devops',
        weight: (first ? 2.6 : 0.3) + 1.5 * share,
        detail: `${seen.length} of ${requests.length} requests are about merging, releasing or deploying`,
        seen,
      },
    ]
  },
}
