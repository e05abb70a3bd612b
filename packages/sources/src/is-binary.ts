const BOM = [0xef, 0xbb, 0xbf]

/**
 * Whether the head of a file cannot be JSON text: it holds a NUL and its first byte that is no blank or NUL does not begin a JSON
 * value. A transcript with NULs in it, as a crash leaves them, is still text.
 */
export function isBinary(head: Uint8Array): boolean {
  // A Buffer searches natively.
  if (!Buffer.from(head.buffer, head.byteOffset, head.length).includes(0)) return false
  let at = BOM.every((byte, index) => head[index] === byte) ? BOM.length : 0
  while (at < head.length && isBlank(head[at] as number)) at += 1
  const first = head[at]
  return first === undefined || !(first === 0x7b || first === 0x5b || first === 0x22)
}

function isBlank(byte: number): boolean {
  return byte === 0 || byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)
}
