import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { MaskOptions } from './mask-options.ts'
import type { Rule } from './rule.ts'

/** Raised when the engine itself decides differently with the same rules. */
const ENGINE = 1

/** Hash of everything but the key that decides what is found: 16 hex digits. */
export function hashRuleSet(rules: readonly Rule[], options: MaskOptions): string {
  const decisive = rules.map(({ title: _title, examples: _examples, page: _page, ...rest }) => rest)
  const own = [options.allow ?? [], options.literals ?? [], options.patterns ?? []]
  return bytesToHex(
    sha256(
      utf8ToBytes(
        JSON.stringify([ENGINE, decisive, own], (_, value) => (value instanceof RegExp ? String(value) : value)),
      ),
    ),
  ).slice(0, 16)
}
