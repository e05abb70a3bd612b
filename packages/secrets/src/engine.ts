import { type CompiledRules, compileRules } from './compiled-rules.ts'
import type { FixedRanges } from './fixed-ranges.ts'
import { namedRules } from './named-rules.ts'
import { placeholderMaker } from './placeholder.ts'
import type { Range } from './range.ts'
import type { RuleSource } from './rule-source.ts'
import { type ScanResult, type ScanState, scan } from './scan.ts'

/** Compiled options: finds ranges and writes what stands in their place. */
export interface Engine {
  /** Finds in a text, going on where an earlier reading of its beginning ended. */
  read(text: string, earlier?: Pick<ScanState, 'from' | 'floor' | 'viewed'>): EngineReading
  /** Finds in a value that stands alone, also told by the name it is kept under (the key of a JSON object, a flag). */
  readNamed(name: string, value: string): readonly Range[]
  /** The part of a text from `start` to `end` with the ranges in it replaced. */
  write(text: string, ranges: readonly Range[], start: number, end: number): string
  placeholder(rule: string, secret: string): string
  /** The same for parts of a text. */
  within(text: string): Engine
  /** True when finds depend on where lines begin. */
  readonly byLine: boolean
  /** Length of the longest literal. */
  readonly longest: number
}

/** What was read in a text. */
interface EngineReading extends ScanResult {
  /** Finds that are no secrets because they are allowed; absent when there are none. */
  readonly allowed?: readonly Range[]
}

/** What an engine is made of. */
export interface EngineParts {
  readonly rules: RuleSource
  readonly key: string | Uint8Array
  /** Absent: nothing is configured to be a secret. */
  readonly fixed?: FixedRanges
  /** True for a value that is no secret. Absent: every value may be one. */
  readonly allowed?: (value: string) => boolean
}

/** Compiles the rules. */
export function createEngine(parts: EngineParts): Engine {
  const { rules, key, fixed } = parts
  return engineOf(compileRules(rules, fixed?.replacements ?? []), {
    ...parts,
    placeholder: placeholderMaker(key),
    ruleOfName: namedRules(rules),
  })
}

interface MadeParts extends Pick<EngineParts, 'fixed' | 'allowed'> {
  readonly placeholder: Engine['placeholder']
  readonly ruleOfName: ReturnType<typeof namedRules>
}

function engineOf(compiled: CompiledRules, parts: MadeParts): Engine {
  const { fixed, allowed, placeholder, ruleOfName } = parts

  const read: Engine['read'] = (text, earlier) => {
    const known = fixed?.find(text) ?? NONE
    // No object is made for the many texts that start anew and hold nothing configured.
    const state = earlier !== undefined ? { ...earlier, fixed: known } : known.length > 0 ? { fixed: known } : undefined
    const result = scan(text, compiled, state)
    if (allowed === undefined || result.found.length === 0) return result
    const isAllowed = ({ start, end }: Range): boolean => allowed(text.slice(start, end))
    const found = result.found.filter((range) => !isAllowed(range))
    return { ...result, found, allowed: result.found.filter(isAllowed) }
  }

  return {
    byLine: fixed?.byLine ?? false,
    longest: fixed?.longest ?? 0,
    placeholder,
    read,
    within: (text) => engineOf(compiled.within(text), parts),
    readNamed: (name, value) => {
      const { found, barriers } = read(value)
      if (value.length < 4 || value.length > MAX_NAMED_VALUE || barriers.length > 0) return found
      const rule = ruleOfName(name, value)
      if (rule === undefined || allowed?.(value) === true) return found
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

const NONE: readonly Range[] = []
const MAX_NAMED_VALUE = 2048
