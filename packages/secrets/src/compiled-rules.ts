import { type Automaton, buildAutomaton } from './automaton.ts'
import { placeholderStart } from './placeholder.ts'
import type { AssignmentRule, Rule, ShapeRule } from './rule.ts'

/** Rules made ready for scanning. */
export interface CompiledRules {
  readonly automaton: Automaton
  /** In the order of the automaton's literals. */
  readonly keywords: readonly CompiledKeyword[]
  /** Texts other than placeholders that an earlier masking may have left. */
  readonly barriers: readonly string[]
}

/** One literal of the prefilter and the rules it may start. */
export interface CompiledKeyword {
  readonly length: number
  /** `barrier`: text that an earlier masking left. `escape`: the word around it is read again with its escapes resolved. */
  readonly role: 'barrier' | 'escape' | 'rules'
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
  const byKeyword = new Map<string, Entry>()
  const entry = (keyword: string, role: CompiledKeyword['role'] = 'rules'): Entry => {
    const known = byKeyword.get(keyword)
    if (known !== undefined) return known
    const made: Entry = { role, shapes: [], assignments: [] }
    byKeyword.set(keyword, made)
    return made
  }
  for (const barrier of [placeholderStart, ...barriers]) entry(barrier, 'barrier')
  for (const start of ESCAPES) entry(start, 'escape')
  for (const rule of rules) {
    if (rule.kind === 'shape') {
      const shape = { rule, sticky: new RegExp(rule.pattern.source, `${rule.pattern.flags}y`) }
      for (const keyword of rule.keywords) entry(keyword).shapes.push(shape)
    } else {
      for (const keyword of rule.keywords) entry(keyword).assignments.push(rule)
    }
  }
  return {
    barriers,
    automaton: buildAutomaton([...byKeyword.keys()]),
    keywords: [...byKeyword].map(([keyword, lists]) => ({ length: keyword.length, ...lists })),
  }
}

interface Entry {
  readonly role: CompiledKeyword['role']
  readonly shapes: CompiledShape[]
  readonly assignments: AssignmentRule[]
}

/** Starts of the escapes that can hide a secret: quotes, `:`, `=`, `@`, letters and digits. A space or slash alone hides none. */
const ESCAPES = ['\\u00', '%22', '%27', '%3', '%4', '%5', '%6', '%7']
