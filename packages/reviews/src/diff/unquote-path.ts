const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 }

/** A path as git writes it: in quotes with C escapes, bytes beyond ASCII in octal, or as it is. */
export function unquotePath(written: string): string {
  if (!written.startsWith('"') || !written.endsWith('"') || written.length < 2) return written
  const bytes: number[] = []
  const encoder = new TextEncoder()
  for (let at = 1; at < written.length - 1; at++) {
    const char = written[at] as string
    if (char !== '\\') {
      const whole = String.fromCodePoint(written.codePointAt(at) ?? 0)
      bytes.push(...encoder.encode(whole))
      at += whole.length - 1
      continue
    }
    const octal = /^[0-3][0-7]{2}/.exec(written.slice(at + 1, at + 4))
    if (octal === null) {
      at += 1
      bytes.push(ESCAPES[written[at] ?? ''] ?? 63)
    } else {
      bytes.push(Number.parseInt(octal[0], 8))
      at += 3
    }
  }
  return new TextDecoder().decode(Uint8Array.from(bytes))
}
