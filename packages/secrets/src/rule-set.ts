import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { MaskOptions } from './masker.ts'
import type { Rule } from './rule.ts'

/** Raised when the engine itself decides differently with the same rules. */
const ENGINE = 1

/** Hash of everything but the key that decides what is found: 16 hex digits. */
export function hashRuleSet(rules: readonly Rule[], options: MaskOptions): string {
  const decisive = rules.map(({ id, keywords, pattern, lead, insideWord, kind, test }) => {
    return [id, keywords, pattern.source, pattern.flags, lead ?? null, insideWord ?? false, kind, test ?? null]
  })
  const own = [options.allow ?? [], options.literals ?? [], options.patterns ?? []]
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([ENGINE, decisive, own])))).slice(0, 16)
}
