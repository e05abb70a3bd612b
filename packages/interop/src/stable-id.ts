import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** The first `bytes` bytes of a hash of the parts, in hex: the same thing has the same id in every export. */
export function stableId(bytes: number, ...parts: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts)))).slice(0, bytes * 2)
}

/** The same as a UUID of version 8, the one for ids made by an application's own rule (RFC 9562). */
export function stableUuid(...parts: readonly string[]): string {
  const hex = stableId(16, ...parts)
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-')
}
