import { nameWords } from './name-words.ts'
import { plausibleValue } from './plausible-value.ts'
import type { AssignmentRule, Rule } from './rule.ts'

/** Makes the function that answers which rule calls a value a secret because of the name it is kept under; undefined when none does. */
export function namedRules(rules: readonly Rule[]): (name: string, value: string) => AssignmentRule | undefined {
  const quoted = rules.filter(
    (rule): rule is AssignmentRule => rule.kind === 'assignment' && (rule.forms ?? QUOTED).includes('quoted'),
  )
  const rulesOfName = new Map<string, readonly AssignmentRule[]>()
  const seen = new Map<string, number>()

  return (name, value) => {
    const fits = ({ pattern, value: kind }: AssignmentRule): boolean =>
      (pattern === undefined || pattern.test(value)) && plausibleValue({ value, kind, place: 'quoted' })
    const known = rulesOfName.get(name)
    if (known !== undefined) return known.find(fits)
    const words = nameWords(name.slice(-128))
    const times = seen.get(name) ?? 0
    // A pattern of names takes some milliseconds to compile: of a name seen seldom it is asked only when the value could be a secret.
    if (times < SELDOM || rulesOfName.size >= MAX_NAMES) {
      if (seen.size < MAX_NAMES) seen.set(name, times + 1)
      return quoted.find((rule) => fits(rule) && rule.name.test(words))
    }
    const matching = quoted.filter((rule) => rule.name.test(words))
    rulesOfName.set(name, matching)
    return matching.find(fits)
  }
}

const QUOTED = ['quoted'] as const
const SELDOM = 8
/** Names of JSON keys remembered; transcripts use a few hundred. */
const MAX_NAMES = 4096
