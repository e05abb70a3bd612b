import type { SessionType } from '../session-type.ts'
import type { TypeCue } from '../type-cue.ts'

/** First word that names a type, looked for in the parts of a branch name. */
const WORDS: readonly (readonly [SessionType, RegExp])[] = [
  ['upgrade', /(?:^|[/_-])(?:dependabot|renovate|deps?|bump|upgrade)(?:[/_-]|$)/],
  ['security', /(?:^|[/_-])(?:security|cve|vuln\w*|secrets?|redact\w*)(?:[/_-]|$)/],
  ['perf', /(?:^|[/_-])(?:perf|performance|optimi[sz]e)(?:[/_-]|$)/],
  ['bugfix', /(?:^|[/_-])(?:fix|fixes|bugfix|hotfix|bug)(?:[/_-]|$)/],
  ['docs', /(?:^|[/_-])(?:docs?|readme|documentation)(?:[/_-]|$)/],
  ['refactor', /(?:^|[/_-])(?:refactor|cleanup|clean-up|extract|rename|consolidation)(?:[/_-]|$)/],
  ['test', /(?:^|[/_-])(?:tests?|e2e|coverage)(?:[/_-]|$)/],
  ['devops', /(?:^|[/_-])(?:ci|release|goreleaser|workflow|deploy|docker)(?:[/_-]|$)/],
  ['debug', /(?:^|[/_-])(?:debug|investigate)(?:[/_-]|$)/],
  ['feature', /(?:^|[/_-])(?:feat|feature|add|new|allow|support)(?:[/_-]|$)/],
]

/** The name of the branch tells what it was opened for. */
export const branchName: TypeCue = {
  id: 'branch_name',
  title: 'The branch is named after the type',
  judge: ({ branch }) => {
    const name = branch.slice(0, 200).toLowerCase()
    const [type] = WORDS.find(([, pattern]) => pattern.test(name)) ?? []
    return type === undefined ? [] : [{ type, weight: 1, detail: `branch ${name}`, seen: [] }]
  },
}
