/** Keeps what was used last. */
export interface RecentMap<Value> {
  /** The value of a key, made when it is not there. A promise that fails is not kept. */
  readonly getOrMake: (key: string, make: () => Value) => Value
  readonly clear: () => void
}

/** A map of at most `size` entries: the one that was not asked for longest goes first. */
export function createRecentMap<Value>(size: number): RecentMap<Value> {
  const entries = new Map<string, Value>()
  return {
    getOrMake: (key, make) => {
      const known = entries.get(key)
      const value = known ?? make()
      entries.delete(key)
      entries.set(key, value)
      const [oldest] = entries.keys()
      if (entries.size > size && oldest !== undefined) entries.delete(oldest)
      if (known === undefined && value instanceof Promise) {
        value.catch(() => {
          if (entries.get(key) === value) entries.delete(key)
        })
      }
      return value
    },
    clear: () => entries.clear(),
  }
}
