import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * Key of pseudonyms when the caller gives none. It is public: whoever guesses a secret can confirm the guess by its four
 * hex digits, so anything stored should be masked with a key of its own.
 */
export const publicKey = 'ses-public-pseudonym-key'

/** What every placeholder starts with. */
export const placeholderStart = '[masked:'

const PLACEHOLDER = /\[masked:[a-z0-9_-]{1,64}:[0-9a-f]{4}\]/y

/** Length of the placeholder that starts at `at`, 0 when none does. */
export function placeholderLength(text: string, at: number): number {
  PLACEHOLDER.lastIndex = at
  return PLACEHOLDER.test(text) ? PLACEHOLDER.lastIndex - at : 0
}

/** Makes the function that turns a rule id and a secret into `[masked:<rule>:<4 hex>]`; equal secrets get equal digits under one key. */
export function placeholderMaker(key: string | Uint8Array): (rule: string, secret: string) => string {
  const bytes = typeof key === 'string' ? utf8ToBytes(key) : Uint8Array.from(key)
  let keyed: ReturnType<typeof hmac.create> | undefined
  return (rule, secret) => {
    keyed ??= hmac.create(sha256, bytes)
    const digest = keyed.clone().update(utf8ToBytes(secret)).digest()
    return `${placeholderStart}${rule}:${bytesToHex(digest.subarray(0, 2))}]`
  }
}
