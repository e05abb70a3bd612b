import { type RuleSource, ruleSource } from './rule-source.ts'
import { rules } from './rules/index.ts'

/** The built-in rules as an engine takes them. */
export const builtIn: RuleSource = /* @__PURE__ */ ruleSource(rules)
