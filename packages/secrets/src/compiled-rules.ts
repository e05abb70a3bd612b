import { type Automaton, buildAutomaton } from './automaton.ts'
import { placeholderStart } from './placeholder.ts'
import type { Rule } from './rule.ts'

/** Rules made ready for scanning. */
export interface CompiledRules {
  readonly automaton: Automaton
  readonly keywords: readonly CompiledKeyword[]
}

/** One literal of the prefilter and the rules it may start. */
export interface CompiledKeyword {
  readonly length: number
  /** Absent when the literal is a barrier: text that an earlier masking put there. */
  readonly rules?: readonly CompiledRule[]
}

export interface CompiledRule {
  readonly rule: Rule
  /** The rule's pattern with the flag `y`. */
  readonly sticky: RegExp
}

/** Compiles rules in order: where several match at one place, shapes go before contexts, then the earlier rule wins. */
export function compileRules(rules: readonly Rule[], barriers: readonly string[]): CompiledRules {
  const byKeyword = new Map<string, CompiledRule[] | undefined>()
  for (const kind of ['shape', 'context'] as const) {
    for (const rule of rules) {
      if (rule.kind !== kind) continue
      const compiled = { rule, sticky: new RegExp(rule.pattern.source, `${rule.pattern.flags}y`) }
      for (const keyword of rule.keywords) {
        const list = byKeyword.get(keyword)
        if (list === undefined) byKeyword.set(keyword, [compiled])
        else list.push(compiled)
      }
    }
  }
  for (const barrier of [placeholderStart, ...barriers]) byKeyword.set(barrier, undefined)
  return {
    automaton: buildAutomaton([...byKeyword.keys()]),
    keywords: [...byKeyword].map(([keyword, list]) => ({
      length: keyword.length,
      ...(list === undefined ? {} : { rules: list }),
    })),
  }
}
