const LEAST = 8

/** For each of some ids the shortest beginning, of at least 8 characters, that no other of all (default: of them) has. */
export function shortIds(wanted: readonly string[], all: readonly string[] = wanted): Map<string, string> {
  const shared = new Map(wanted.map((id) => [id, 0]))
  const byStart = new Map<string, string[]>()
  for (const id of wanted) {
    const start = id.slice(0, LEAST)
    byStart.set(start, [...(byStart.get(start) ?? []), id])
  }
  for (const other of all) {
    for (const id of byStart.get(other.slice(0, LEAST)) ?? []) {
      if (id !== other) shared.set(id, Math.max(shared.get(id) ?? 0, sharedLength(id, other)))
    }
  }
  return new Map([...shared].map(([id, length]) => [id, id.slice(0, Math.max(LEAST, length + 1))]))
}

function sharedLength(id: string, other: string): number {
  let length = 0
  while (length < id.length && id[length] === other[length]) length += 1
  return length
}
