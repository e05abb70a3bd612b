import { defaultMasker } from './default-masker.ts'
import type { Found } from './found.ts'
import type { MaskOptions } from './mask-options.ts'
import { createMasker, type Masker, type MaskResult } from './masker.ts'

/** Where the secrets of a text stand. Options are compiled at each call: keep a `createMasker` for many texts. */
export function find(text: string, options?: MaskOptions): Found[] {
  return maskerOf(options).find(text)
}

/** Replaces the secrets of a text by placeholders. Options are compiled at each call: keep a `createMasker` for many texts. */
export function mask(text: string, options?: MaskOptions): MaskResult {
  return maskerOf(options).mask(text)
}

function maskerOf(options: MaskOptions | undefined): Masker {
  return options === undefined ? defaultMasker() : createMasker(options)
}
