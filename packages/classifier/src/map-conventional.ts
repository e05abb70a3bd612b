import type { ConventionalType } from './conventional-type.ts'
import { textOf } from './evidence.ts'
import { type SessionType, sessionTypes } from './session-type.ts'
import type { TypeFacts } from './type-input.ts'

/** Where a conventional type has one counterpart. `chore` and `build` are split by what was touched; see `splitChore`. */
const COUNTERPARTS: Readonly<Partial<Record<ConventionalType, SessionType>>> = {
  fix: 'bugfix',
  feat: 'feature',
  docs: 'docs',
  refactor: 'refactor',
  test: 'test',
  ci: 'devops',
  style: 'style',
  perf: 'perf',
}

/** The model's probabilities as probabilities of the session types; `debug` and `security` come from cues alone. */
export function mapConventional(
  probabilities: Readonly<Record<ConventionalType, number>>,
  facts: TypeFacts,
): Record<SessionType, number> {
  const mapped = Object.fromEntries(sessionTypes.map((type) => [type, 0])) as Record<SessionType, number>
  for (const [conventional, probability] of Object.entries(probabilities) as [ConventionalType, number][]) {
    const type = COUNTERPARTS[conventional]
    if (type !== undefined) mapped[type] += probability
  }
  const split = splitChore(facts)
  const rest = probabilities.chore + probabilities.build
  for (const [type, share] of split) mapped[type] += rest * share
  return mapped
}

const DEPENDENCY_WORDS =
  /\b(?:bump|dependenc(?:y|ies)|deps|upgrade|dep(?:endabot)?|renovate|lock ?file)\b|\bupdate\b.*\bto\b.*\d|from \S*\d\S* to \S*\d/i
const RELEASE_WORDS =
  /\b(?:releas\w+|publish\w*|version|changelog|deploy\w*|docker\w*|ci|workflow|pipeline|build|merge|branch|tag)\b|^v?\d+\.\d+/i

/** Housekeeping is an upgrade, operations or configuration, by words and by the files touched; what neither tells is configuration. */
function splitChore({ goals, files }: TypeFacts): (readonly [SessionType, number])[] {
  const text = goals.map(textOf).join('\n')
  const share = (category: string): number =>
    files.length === 0 ? 0 : files.filter((file) => file.category === category).length / files.length
  const upgrade = share('dependency') * 2 + (DEPENDENCY_WORDS.test(text) ? 2 : 0)
  const devops = share('ci') * 3 + (RELEASE_WORDS.test(text) ? 1.5 : 0)
  const config = 0.4 + share('config') * 2 + share('generated') * 0.5 + share('asset') * 0.5
  const docs = share('docs')
  const test = share('test')
  const refactor = share('source') * 0.8
  const sum = upgrade + devops + config + docs + test + refactor
  return [
    ['upgrade', upgrade / sum],
    ['devops', devops / sum],
    ['config', config / sum],
    ['docs', docs / sum],
    ['test', test / sum],
    ['refactor', refactor / sum],
  ]
}
