import type { Rule } from './rule.ts'

/** Rules that need not be at hand before one of their keywords stands in a text. */
export interface RuleSource {
  /** Every keyword once, in the order of the rules. */
  readonly keywords: readonly string[]
  /** In lower case; one of them stands in every name that a rule knows. */
  readonly nameKeywords: readonly string[]
  /** The same list at every call. */
  rules(): readonly Rule[]
}

/** Rules that are at hand. */
export function ruleSource(rules: readonly Rule[]): RuleSource {
  const ofNames = rules.flatMap((rule) =>
    rule.kind === 'shape'
      ? []
      : [...rule.keywords.map((keyword) => keyword.toLowerCase()), ...(rule.nameKeywords ?? [])],
  )
  return {
    keywords: [...new Set(rules.flatMap(({ keywords }) => keywords))],
    nameKeywords: [...new Set(ofNames)],
    rules: () => rules,
  }
}
