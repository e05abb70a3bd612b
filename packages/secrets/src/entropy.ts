/** Shannon entropy of a text in bits per UTF-16 unit; 0 for an empty one. */
export function entropy(text: string): number {
  const counts = new Map<number, number>()
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    counts.set(unit, (counts.get(unit) ?? 0) + 1)
  }
  let sum = 0
  for (const count of counts.values()) sum -= (count / text.length) * Math.log2(count / text.length)
  return sum
}
