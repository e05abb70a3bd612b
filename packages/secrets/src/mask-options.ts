import type { Rule } from './rule.ts'

/** What to find, and how to name what was found. */
export interface MaskOptions {
  /** Key of the pseudonyms: secret, and the same for all texts whose secrets should be comparable. Default `publicKey`. */
  readonly key?: string | Uint8Array
  /** Default: the built-in rules. */
  readonly rules?: readonly Rule[]
  /** Values that are no secrets: each the whole value, or `/…/` with an RE2 expression for the whole value. */
  readonly allow?: readonly string[]
  /** Texts that are secrets wherever they stand, letter case included. */
  readonly literals?: readonly string[]
  /** RE2 expressions whose matches are secrets. Each sees one line at a time, and finds matches of up to 16,384 characters. */
  readonly patterns?: readonly MaskPattern[]
}

/** An RE2 expression. A group named `secret` limits what is masked; without one the whole match is. */
export type MaskPattern =
  | string
  | {
      readonly pattern: string
      /** Written instead of a placeholder, literally. Must not be empty nor match the pattern. */
      readonly replacement?: string
      /** Rule id in placeholders and counts, kebab-case; default `custom`. */
      readonly id?: string
    }
