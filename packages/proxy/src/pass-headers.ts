/** Belong to one connection and not to the message (RFC 9110, 7.6.1). Framing and trailers are passed on, since bodies are. */
const HOP_BY_HOP: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'proxy-connection', 'upgrade'])
const KEPT: ReadonlySet<string> = new Set(['te', 'trailer', 'transfer-encoding', 'content-length', 'host'])

/**
 * Names and values by turns, as `rawHeaders` has them, for the next connection: in the same order and spelling, without what belongs to
 * the last one. `host` replaces the value of Host.
 */
export function passHeaders(raw: readonly string[], host?: string): string[] {
  const own = new Set(HOP_BY_HOP)
  for (let at = 0; at < raw.length; at += 2) {
    if (raw[at]?.toLowerCase() !== 'connection') continue
    for (const name of (raw[at + 1] ?? '').toLowerCase().split(',')) if (!KEPT.has(name.trim())) own.add(name.trim())
  }
  const passed: string[] = []
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? ''
    const value = raw[at + 1] ?? ''
    const lower = name.toLowerCase()
    if (own.has(lower)) continue
    passed.push(name, lower === 'host' && host !== undefined ? host : value)
  }
  return passed
}

/** Names and values by turns as pairs. */
export function pairsOf(raw: readonly string[]): [name: string, value: string][] {
  const pairs: [string, string][] = []
  for (let at = 0; at < raw.length; at += 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? ''])
  return pairs
}
