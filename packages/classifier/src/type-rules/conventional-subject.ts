import { fileCategory } from '@ses/model'
import { textOf } from '../evidence.ts'
import type { SessionType } from '../session-type.ts'
import type { TypeRule } from '../type-rule.ts'

const PREFIX =
  /^(feat|feature|fix|bugfix|hotfix|docs?|refactor|tests?|ci|build|style|perf|chore|security|sec|deps|config)(?:\(([^()]{1,40})\))?!?: /i

const TYPES: Readonly<Record<string, SessionType>> = {
  feat: 'feature',
  feature: 'feature',
  fix: 'bugfix',
  bugfix: 'bugfix',
  hotfix: 'bugfix',
  doc: 'docs',
  docs: 'docs',
  refactor: 'refactor',
  test: 'test',
  tests: 'test',
  ci: 'devops',
  style: 'style',
  perf: 'perf',
  security: 'security',
  sec: 'security',
  deps: 'upgrade',
  config: 'config',
}

/** A commit names its own type in its subject (`fix(auth): …`); several commits vote, the first of equals wins. */
export const conventionalSubject: TypeRule = {
  id: 'conventional_subject',
  title: 'A commit subject names the type',
  judge: ({ commits, prompts, files }) => {
    const votes = new Map<SessionType, number>()
    const subjects = commits.length > 0 ? commits : prompts.length === 1 ? prompts : []
    const seen = []
    for (const subject of subjects) {
      const [, name = '', scope = ''] = PREFIX.exec(textOf(subject)) ?? []
      if (name === '') continue
      const type = typeOf(
        name.toLowerCase(),
        scope.toLowerCase(),
        files.map((file) => file.path),
      )
      if (type === undefined) continue
      votes.set(type, (votes.get(type) ?? 0) + 1)
      seen.push(subject)
    }
    const [winner] = [...votes].sort((a, b) => b[1] - a[1])
    if (winner === undefined) return undefined
    const share = winner[1] / seen.length
    // A vote split over several types says little: leave it to the model.
    if (share < 0.5 || (commits.length > 0 && seen.length < commits.length / 2)) return undefined
    return {
      type: winner[0],
      confidence: 0.6 + 0.35 * share,
      detail: `${winner[1]} of ${seen.length} commit subjects say so`,
      seen,
    }
  },
}

/** `chore` and `build` say little by themselves: the scope and the files decide, if they can. */
function typeOf(name: string, scope: string, paths: readonly string[]): SessionType | undefined {
  if (/^(?:deps?|deps-dev|dependencies)$/.test(scope)) return 'upgrade'
  if (/^security$/.test(scope)) return 'security'
  if (/^(?:ci|release|docker)$/.test(scope) && (name === 'chore' || name === 'build')) return 'devops'
  const known = TYPES[name]
  if (known !== undefined) return known
  if (paths.length > 0 && paths.every((path) => fileCategory(path) === 'dependency')) return 'upgrade'
  return undefined
}
