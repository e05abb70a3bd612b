/** A text on one line of at most `limit` UTF-16 units, `…` where it was cut at a word. */
export function oneLine(text: string, limit: number): string {
  const head = text.length > limit * 4 ? text.slice(0, limit * 4) : text
  const line = head.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  if (line.length <= limit && head === text) return line
  if (line.length < limit) return `${line}…`
  const cut = line.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')
  const space = cut.lastIndexOf(' ')
  return `${(space > limit * 0.7 ? cut.slice(0, space) : cut).replace(/[\s,;:]+$/, '')}…`
}
