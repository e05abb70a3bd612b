import { type Automaton, buildAutomaton } from './automaton.ts'
import { placeholderStart } from './placeholder.ts'
import type { AssignmentRule, Rule, ShapeRule } from './rule.ts'

/** Rules made ready for scanning. */
export interface CompiledRules {
  readonly automaton: Automaton
  /** In the order of the automaton's literals. */
  readonly keywords: readonly CompiledKeyword[]
}

/** One literal of the prefilter and the rules it may start. With neither it is a barrier: text that an earlier masking left. */
export interface CompiledKeyword {
  readonly length: number
  readonly shapes: readonly CompiledShape[]
  readonly assignments: readonly AssignmentRule[]
}

export interface CompiledShape {
  readonly rule: ShapeRule
  /** The rule's pattern with the flag `y`. */
  readonly sticky: RegExp
}

/** Compiles rules; of several that match at one place shapes go before assignments, then the earlier rule wins. */
export function compileRules(rules: readonly Rule[], barriers: readonly string[]): CompiledRules {
  const byKeyword = new Map<string, { shapes: CompiledShape[]; assignments: AssignmentRule[] }>()
  const entry = (keyword: string): { shapes: CompiledShape[]; assignments: AssignmentRule[] } => {
    const known = byKeyword.get(keyword)
    if (known !== undefined) return known
    const made = { shapes: [], assignments: [] }
    byKeyword.set(keyword, made)
    return made
  }
  for (const barrier of [placeholderStart, ...barriers]) entry(barrier)
  for (const rule of rules) {
    if (rule.kind === 'shape') {
      const shape = { rule, sticky: new RegExp(rule.pattern.source, `${rule.pattern.flags}y`) }
      for (const keyword of rule.keywords) entry(keyword).shapes.push(shape)
    } else {
      for (const keyword of rule.keywords) entry(keyword).assignments.push(rule)
    }
  }
  return {
    automaton: buildAutomaton([...byKeyword.keys()]),
    keywords: [...byKeyword].map(([keyword, lists]) => ({ length: keyword.length, ...lists })),
  }
}
