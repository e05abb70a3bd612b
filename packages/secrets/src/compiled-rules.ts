import { type Automaton, buildAutomaton } from './automaton.ts'
import { buildKeywordIndex, type KeywordIndex } from './keyword-index.ts'
import { placeholderStart } from './placeholder.ts'
import type { AssignmentRule, Rule, ShapeRule } from './rule.ts'

/** Rules made ready for scanning. */
export interface CompiledRules {
  /** What finds keywords in a text of so many characters: the automaton once enough text has been read to pay for its making. */
  finder(length: number): Automaton | KeywordIndex
  /** In the order of the literals of both finders. */
  readonly keywords: readonly CompiledKeyword[]
  /** The pattern of a rule with the flag `y`; made when the rule is first tried. */
  sticky(rule: ShapeRule): RegExp
  /** Texts other than placeholders that an earlier masking may have left. */
  readonly barriers: readonly string[]
}

/** One literal of the prefilter and the rules it may start. */
export interface CompiledKeyword {
  readonly length: number
  /** `barrier`: text that an earlier masking left. `escape`: the word around it is read again with its escapes resolved. */
  readonly role: 'barrier' | 'escape' | 'rules'
  readonly shapes: readonly ShapeRule[]
  readonly assignments: readonly AssignmentRule[]
}

/** Compiles rules; of several that match at one place shapes go before assignments, then the earlier rule wins. */
export function compileRules(rules: readonly Rule[], barriers: readonly string[]): CompiledRules {
  const literals: string[] = []
  const keywords: Entry[] = []
  const byKeyword = new Map<string, Entry>()
  const entry = (literal: string, role: CompiledKeyword['role']): Entry => {
    let made = byKeyword.get(literal)
    if (made === undefined) {
      made = { length: literal.length, role, shapes: [], assignments: [] }
      byKeyword.set(literal, made)
      literals.push(literal)
      keywords.push(made)
    }
    return made
  }
  for (const barrier of [placeholderStart, ...barriers]) entry(barrier, 'barrier')
  for (const start of ESCAPES) entry(start, 'escape')
  for (const rule of rules) {
    if (rule.kind === 'shape') for (const keyword of rule.keywords) entry(keyword, 'rules').shapes.push(rule)
    else for (const keyword of rule.keywords) entry(keyword, 'rules').assignments.push(rule)
  }
  return { barriers, finder: finderOf(literals), keywords, sticky: stickyOf() }
}

function stickyOf(): CompiledRules['sticky'] {
  const made = new Map<ShapeRule, RegExp>()
  return (rule) => {
    let sticky = made.get(rule)
    if (sticky === undefined) {
      sticky = new RegExp(rule.pattern.source, `${rule.pattern.flags}y`)
      made.set(rule, sticky)
    }
    return sticky
  }
}

function finderOf(literals: readonly string[]): CompiledRules['finder'] {
  let index: KeywordIndex | undefined
  let automaton: Automaton | undefined
  let read = literals.every((literal) => literal.length >= 2) ? 0 : PAYS
  return (length) => {
    if (automaton !== undefined) return automaton
    read += length
    if (read < PAYS) {
      index ??= buildKeywordIndex(literals)
      return index
    }
    automaton = buildAutomaton(literals)
    return automaton
  }
}

/** Characters after which the automaton has paid: it is made in some 50 ms and then saves some 15 ns for each. */
const PAYS = 1 << 20

interface Entry extends CompiledKeyword {
  readonly shapes: ShapeRule[]
  readonly assignments: AssignmentRule[]
}

/** Starts of the escapes that can hide a secret: quotes, `:`, `=`, `@`, letters and digits. A space or slash alone hides none. */
const ESCAPES = ['\\u00', '%22', '%27', '%3', '%4', '%5', '%6', '%7']
