/** Where the next part of a list begins, as text that means nothing to others. It fits only the question it was given for. */
export function cursorOf(offset: number, question: string): string {
  return Buffer.from(JSON.stringify([offset, digestOf(question)])).toString('base64url')
}

/** The offset; `undefined` when the text is no cursor of this question. */
export function offsetOf(cursor: string, question: string): number | undefined {
  try {
    const [offset, digest] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    const fits = Number.isSafeInteger(offset) && (offset as number) >= 0 && digest === digestOf(question)
    return fits ? (offset as number) : undefined
  } catch {
    return undefined
  }
}

/** FNV-1a: it tells questions apart, it hides nothing. */
function digestOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
