import { createBuiltInMasker, type Masker } from './masker.ts'

let made: Masker | undefined

/** The masker of the built-in rules and the public key; compiled at the first call, then handed out again. */
export function defaultMasker(): Masker {
  made ??= createBuiltInMasker()
  return made
}
