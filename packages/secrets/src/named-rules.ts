import { nameWords } from './name-words.ts'
import { plausibleValue } from './plausible-value.ts'
import type { AssignmentRule } from './rule.ts'
import type { RuleSource } from './rule-source.ts'

/** Makes the function that answers which rule calls a value a secret because of the name it is kept under; undefined when none does. */
export function namedRules(source: RuleSource): (name: string, value: string) => AssignmentRule | undefined {
  const rulesOfName = new Map<string, readonly AssignmentRule[]>()
  const seen = new Map<string, number>()
  let quoted: readonly AssignmentRule[] | undefined

  return (name, value) => {
    const known = rulesOfName.get(name)
    if (known === NONE) return undefined
    const fits = ({ pattern, value: kind }: AssignmentRule): boolean =>
      (pattern === undefined || pattern.test(value)) && plausibleValue({ value, kind, place: 'quoted' })
    if (known !== undefined) return known.find(fits)
    if (WHITE_SPACE.test(value)) return undefined
    const end = name.slice(-MAX_NAME)
    const lower = end.toLowerCase()
    if (!source.nameKeywords.some((keyword) => lower.includes(keyword))) {
      if (rulesOfName.size < MAX_NAMES) rulesOfName.set(name, NONE)
      return undefined
    }
    quoted ??= source.rules().filter(isQuoted)
    const words = nameWords(end)
    const times = seen.get(name) ?? 0
    // A pattern of names takes some milliseconds to compile: of a name seen seldom it is asked only when the value could be a secret.
    if (times < SELDOM || rulesOfName.size >= MAX_NAMES) {
      if (seen.size < MAX_NAMES) seen.set(name, times + 1)
      return quoted.find((rule) => fits(rule) && rule.name.test(words))
    }
    const matching = quoted.filter((rule) => rule.name.test(words))
    rulesOfName.set(name, matching.length === 0 ? NONE : matching)
    return matching.find(fits)
  }
}

function isQuoted(rule: ReturnType<RuleSource['rules']>[number]): rule is AssignmentRule {
  return rule.kind === 'assignment' && (rule.forms === undefined || rule.forms.includes('quoted'))
}

/** No value that a name gives away has it. */
const WHITE_SPACE = /\s/
const NONE: readonly AssignmentRule[] = []
const SELDOM = 8
const MAX_NAME = 128
/** Names of JSON keys remembered; transcripts use a few hundred. */
const MAX_NAMES = 4096
