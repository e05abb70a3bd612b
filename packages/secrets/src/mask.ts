import type { Found } from './found.ts'
import type { MaskOptions } from './mask-options.ts'
import { createMasker, type MaskResult } from './masker.ts'

/** Where the secrets of a text stand. Compiles the options at each call: keep a `createMasker` for many texts. */
export function find(text: string, options?: MaskOptions): Found[] {
  return createMasker(options).find(text)
}

/** Replaces the secrets of a text by placeholders. Compiles the options at each call: keep a `createMasker` for many texts. */
export function mask(text: string, options?: MaskOptions): MaskResult {
  return createMasker(options).mask(text)
}
