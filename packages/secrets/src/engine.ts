import { compileRules } from './compiled-rules.ts'
import { compileFixedRanges } from './fixed-ranges.ts'
import type { MaskOptions } from './mask-options.ts'
import { nameWords } from './name-words.ts'
import { placeholderMaker, publicKey } from './placeholder.ts'
import { plausibleValue } from './plausible-value.ts'
import type { Range } from './range.ts'
import type { AssignmentRule } from './rule.ts'
import { rules as builtIn } from './rules/index.ts'
import { type ScanResult, scan } from './scan.ts'
import { compileAllow } from './user-pattern.ts'

/** Compiled options: finds ranges and writes what stands in their place. */
export interface Engine {
  /** Finds in the whole of a text; keywords before `from` are left out. */
  read(text: string, from?: number): ScanResult
  /** Finds in a value that stands alone, also told by the name it is kept under (the key of a JSON object, a flag). */
  readNamed(name: string, value: string): readonly Range[]
  /** The part of a text from `start` to `end` with the ranges in it replaced. */
  write(text: string, ranges: readonly Range[], start: number, end: number): string
  placeholder(rule: string, secret: string): string
  /** True when finds depend on where lines begin. */
  readonly byLine: boolean
  /** Length of the longest literal. */
  readonly longest: number
}

/** Compiles the options; throws `config_invalid`, naming the path, when one is unusable. */
export function createEngine(options: MaskOptions): Engine {
  const rules = options.rules ?? builtIn
  const fixed = compileFixedRanges(options)
  const compiled = compileRules(rules, fixed.replacements)
  const placeholder = placeholderMaker(options.key ?? publicKey)
  const allow = options.allow ?? []
  const allowed = compileAllow(allow)
  const assignments = rules.filter((rule): rule is AssignmentRule => rule.kind === 'assignment')
  const rulesOfName = new Map<string, readonly AssignmentRule[]>()

  const namedRules = (name: string): readonly AssignmentRule[] => {
    const known = rulesOfName.get(name)
    if (known !== undefined) return known
    const words = nameWords(name.slice(-128))
    const matching = assignments.filter((rule) => rule.name.test(words) && (rule.forms ?? QUOTED).includes('quoted'))
    if (rulesOfName.size < MAX_NAMES) rulesOfName.set(name, matching)
    return matching
  }

  const read = (text: string, from = 0): ScanResult => {
    const result = scan(text, compiled, { fixed: fixed.find(text), from })
    if (allow.length === 0 || result.found.length === 0) return result
    return { ...result, found: result.found.filter(({ start, end }) => !allowed(text.slice(start, end))) }
  }

  return {
    byLine: fixed.byLine,
    longest: fixed.longest,
    placeholder,
    read,
    readNamed: (name, value) => {
      const { found, barriers } = read(value)
      if (value.length < 4 || value.length > MAX_NAMED_VALUE || barriers.length > 0) return found
      const rule = namedRules(name).find(
        (candidate) =>
          (candidate.pattern === undefined || candidate.pattern.test(value)) &&
          plausibleValue({ value, kind: candidate.value, place: 'quoted' }),
      )
      if (rule === undefined || allowed(value)) return found
      const most = found.find(({ start, end }) => (end - start) * 3 >= value.length * 2)
      return [{ rule: most?.rule ?? rule.id, start: 0, end: value.length }]
    },
    write: (text, ranges, start, end) => {
      let written = ''
      let from = start
      for (const range of ranges) {
        if (range.start < start || range.end > end) continue
        written += text.slice(from, range.start)
        written += range.replacement ?? placeholder(range.rule, text.slice(range.start, range.end))
        from = range.end
      }
      return written + text.slice(from, end)
    },
  }
}

const QUOTED = ['quoted'] as const
const MAX_NAMED_VALUE = 2048
/** Names of JSON keys remembered per engine; transcripts use a few hundred. */
const MAX_NAMES = 4096
