import type { Masked } from '@ses/model'
import { compileRules } from './compiled-rules.ts'
import { fixedRanges } from './fixed-ranges.ts'
import type { Found } from './found.ts'
import { placeholderMaker, publicKey } from './placeholder.ts'
import type { Rule } from './rule.ts'
import { hashRuleSet } from './rule-set.ts'
import { rules as builtIn } from './rules/index.ts'
import { scan } from './scan.ts'

/** What to find, and how to name what was found. */
export interface MaskOptions {
  /** Key of the pseudonyms: secret, and the same for all texts whose secrets should be comparable. Default `publicKey`. */
  readonly key?: string | Uint8Array
  /** Default: the built-in rules. */
  readonly rules?: readonly Rule[]
  /** Values that are no secrets: each the whole value, or `/…/` with an RE2 expression that matches the whole value. */
  readonly allow?: readonly string[]
  /** Texts that are secrets wherever they stand. */
  readonly literals?: readonly string[]
  /** RE2 expressions whose matches are secrets. */
  readonly patterns?: readonly MaskPattern[]
}

/** An RE2 expression. A group named `secret` limits what is masked; without one the whole match is. */
export type MaskPattern =
  | string
  | {
      readonly pattern: string
      /** Written instead of a placeholder, literally. */
      readonly replacement?: string
      /** Rule id in placeholders and counts; default `custom`. */
      readonly id?: string
    }

/** A text without its secrets, and where in the original they stood. */
export interface MaskResult {
  readonly text: Masked
  readonly found: readonly Found[]
}

/** Compiled options. Holds no text between calls. */
export interface Masker {
  mask(text: string): MaskResult
  find(text: string): Found[]
  /** The placeholder of a secret under this masker's key. */
  placeholder(rule: string, secret: string): Masked
  /** Hash of rules and options, 16 hex digits: equal exactly when two maskers find the same. The key is left out. */
  readonly ruleSet: string
}

/** Compiles the options once. Throws `config_invalid`, naming the path, when a pattern, literal or allowed value is unusable. */
export function createMasker(options: MaskOptions = {}): Masker {
  const rules = options.rules ?? builtIn
  const compiled = compileRules(rules, [])
  const fixed = fixedRanges(options)
  const placeholder = placeholderMaker(options.key ?? publicKey)
  const find = (text: string): Found[] => scan(text, compiled, { fixed: fixed(text) })
  return {
    find,
    mask: (text) => {
      const found = find(text)
      if (found.length === 0) return { text: text as Masked, found }
      let masked = ''
      let from = 0
      for (const { rule, start, end } of found) {
        masked += text.slice(from, start) + placeholder(rule, text.slice(start, end))
        from = end
      }
      return { text: (masked + text.slice(from)) as Masked, found }
    },
    placeholder: (rule, secret) => placeholder(rule, secret) as Masked,
    ruleSet: hashRuleSet(rules, options),
  }
}
