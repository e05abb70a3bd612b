import { type Automaton, buildAutomaton } from './automaton.ts'
import { buildKeywordIndex, type KeywordIndex } from './keyword-index.ts'
import { type LiteralSearch, searchWithin } from './literal-search.ts'
import { placeholderStart } from './placeholder.ts'
import type { AssignmentRule, ShapeRule } from './rule.ts'
import type { RuleSource } from './rule-source.ts'

/** Rules made ready for scanning. */
export interface CompiledRules {
  /** What finds keywords in a text of so many characters, by how much was read before: each pays for its making at last. */
  finder(length: number): KeywordFinder
  /** The keyword of a literal by its number, which is the same for all finders. The first call fetches the rules. */
  keyword(index: number): CompiledKeyword
  /** The pattern of a rule with the flag `y`; made when the rule is first tried. */
  sticky(rule: ShapeRule): RegExp
  /** Texts other than placeholders that an earlier masking may have left. */
  readonly barriers: readonly string[]
  /** The same rules for parts of a text, where only the keywords that stand in it are looked for. */
  within(text: string): CompiledRules
  /** What those for parts of a text were made from: what an escape hides is no part of it. */
  readonly whole?: CompiledRules
}

/** What finds keywords. */
export type KeywordFinder = LiteralSearch | KeywordIndex | Automaton

/** One literal of the prefilter and the rules it may start. */
export interface CompiledKeyword {
  readonly length: number
  /** `barrier`: text that an earlier masking left. `escape`: the word around it is read again with its escapes resolved. */
  readonly role: 'barrier' | 'escape' | 'rules'
  readonly shapes: readonly ShapeRule[]
  readonly assignments: readonly AssignmentRule[]
}

/** Compiles rules; of several that match at one place shapes go before assignments, then the earlier rule wins. */
export function compileRules(source: RuleSource, barriers: readonly string[]): CompiledRules {
  const own = new Set([placeholderStart, ...barriers, ...ESCAPES])
  const literals = [...own, ...source.keywords.filter((keyword) => !own.has(keyword))]
  let keywords: readonly CompiledKeyword[] | undefined
  const whole: CompiledRules = {
    barriers,
    finder: finderOf(literals),
    keyword: (index) => {
      keywords ??= keywordsOf(literals, barriers, source)
      return keywords[index] as CompiledKeyword
    },
    sticky: stickyOf(),
    within: (text) => {
      if (text.length > INDEX_PAYS) return whole
      const narrow = searchWithin(literals, text)
      return { ...whole, finder: () => narrow, whole }
    },
  }
  return whole
}

function keywordsOf(literals: readonly string[], barriers: readonly string[], source: RuleSource): readonly Entry[] {
  const byLiteral = new Map<string, Entry>()
  for (const literal of literals)
    byLiteral.set(literal, { length: literal.length, role: 'rules', shapes: [], assignments: [] })
  for (const start of ESCAPES) (byLiteral.get(start) as Entry).role = 'escape'
  for (const barrier of [placeholderStart, ...barriers]) (byLiteral.get(barrier) as Entry).role = 'barrier'
  for (const rule of source.rules()) {
    for (const keyword of rule.keywords) {
      const entry = byLiteral.get(keyword)
      if (entry === undefined) throw new TypeError(`keyword of ${rule.id} is missing in its source`)
      if (rule.kind === 'shape') entry.shapes.push(rule)
      else entry.assignments.push(rule)
    }
  }
  return [...byLiteral.values()]
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
  const search: LiteralSearch = { literals }
  let index: KeywordIndex | undefined
  let automaton: Automaton | undefined
  let searched = 0
  let read = literals.every((literal) => literal.length >= 2) ? 0 : AUTOMATON_PAYS
  return (length) => {
    if (automaton !== undefined) return automaton
    searched += length + SEARCH_START
    if (searched < INDEX_PAYS) return search
    read += length
    if (read < AUTOMATON_PAYS) {
      index ??= buildKeywordIndex(literals)
      return index
    }
    automaton = buildAutomaton(literals)
    return automaton
  }
}

/** A search for a thousand literals costs as much again as the reading of so many characters. */
const SEARCH_START = 400
/** Characters after which the index has paid: it is made in two milliseconds, and its loop is slow until it has been compiled. */
const INDEX_PAYS = 1 << 16
/** Characters after which the automaton has paid: it is made in some 50 ms and then saves some 15 ns for each. */
const AUTOMATON_PAYS = 1 << 20

interface Entry extends CompiledKeyword {
  role: CompiledKeyword['role']
  readonly shapes: ShapeRule[]
  readonly assignments: AssignmentRule[]
}

/** Starts of the escapes that can hide a secret: quotes, `:`, `=`, `@`, letters and digits. A space or slash alone hides none. */
const ESCAPES = ['\\u00', '%22', '%27', '%3', '%4', '%5', '%6', '%7']
