/** Milliseconds that a server asks to wait: `Retry-After-Ms`, or `Retry-After` as seconds or an HTTP date; undefined when it does not. */
export function readRetryAfter(
  milliseconds: string | undefined,
  value: string | undefined,
  now: number,
): number | undefined {
  const exact = Number.parseFloat(milliseconds ?? '')
  if (exact >= 0) return Math.ceil(exact)
  const text = value?.trim() ?? ''
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(text)) return Math.ceil(Number(text) * 1000)
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
