const LEAST = 8

/** The shortest beginning of each id, of at least 8 characters, that no other id has; ids of one minute share theirs for long. */
export function shortIds(ids: readonly string[]): Map<string, string> {
  const sorted = [...ids].sort()
  const short = new Map<string, string>()
  for (const [at, id] of sorted.entries()) {
    const shared = Math.max(sharedLength(id, sorted[at - 1]), sharedLength(id, sorted[at + 1]))
    short.set(id, id.slice(0, Math.max(LEAST, shared + 1)))
  }
  return short
}

function sharedLength(id: string, other: string | undefined): number {
  let length = 0
  while (other !== undefined && length < id.length && id[length] === other[length]) length += 1
  return length
}
