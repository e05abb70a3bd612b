import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

const SAFE = /^[A-Za-z0-9][A-Za-z0-9._-]*$/
const LONGEST = 128

/** Names that mean something else here, or to Windows, in lower case: to compile this without regard to case takes 2 ms. */
const TAKEN =
  /^(?:config\.json|index\.json|index\.db|outbox|proxy|con|prn|aux|nul|com\d|lpt\d)$|^(?:con|prn|aux|nul|com\d|lpt\d)\.|\.$|\.(?:tmp|lock)$/

/** Names a session's folder may have, the preferred one first: its id where that is a safe name, then hashes. */
export function folderNames(agent: string, id: string): readonly [string, ...string[]] {
  return [firstFolderName(id), secondFolderName(agent, id)]
}

/** The preferred name: the id where that is a safe name, else a hash of it. */
export function firstFolderName(id: string): string {
  return id.length <= LONGEST && SAFE.test(id) && !TAKEN.test(id.toLowerCase()) ? id : hashed(id)
}

/** The name for a session whose preferred one is taken by another agent's. */
export function secondFolderName(agent: string, id: string): string {
  return hashed(`${agent}\0${id}`)
}

/** By a library: `node:crypto` takes 7 ms to load. */
function hashed(text: string): string {
  return `h-${bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32)}`
}
