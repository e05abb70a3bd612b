import type { Masked } from '@ses/model'
import type { Masker } from './masker.ts'

/** Masks the string values of one JSON line; text that is no JSON is masked as text. */
export function maskJsonLine(line: string, masker: Masker): Masked {
  return masker.mask(line).text
}
