/** A text on one line of at most `limit` UTF-16 units, `…` where it was cut. */
export function oneLine(text: string, limit: number): string {
  const line = text
    .slice(0, limit * 4)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return line.length <= limit
    ? line
    : `${line
        .slice(0, limit - 1)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd()}…`
}
