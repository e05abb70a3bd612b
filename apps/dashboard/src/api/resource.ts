import { type Signal, signal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { type Failure, failureOf } from './failure.ts'
import { get } from './request.ts'

/** What is known of one address of the API; old data stays while new data is on its way or could not be had. */
export interface Resource<T> {
  readonly data: T | undefined
  readonly failure: Failure | undefined
  readonly loading: boolean
}

interface Entry {
  readonly state: Signal<Resource<unknown>>
  users: number
  run: number
  stale: boolean
}

const kept = 80
const entries = new Map<string, Entry>()

/** Data of an address, shared by all who show it; null asks for nothing. */
export function useResource<T>(path: string | null): Resource<T> {
  const entry = useMemo(() => (path === null ? null : entryOf(path)), [path])
  useEffect(() => {
    if (!entry || path === null) return undefined
    entry.users += 1
    if (entry.stale) load(path, entry)
    return () => {
      entry.users -= 1
    }
  }, [entry, path])
  return (entry?.state.value ?? idle) as Resource<T>
}

/** The same, but what another address answered stays until this one has: a list does not flicker while it is narrowed. */
export function useLatest<T>(path: string | null): Resource<T> {
  const resource = useResource<T>(path)
  const last = useRef<T | undefined>(undefined)
  if (resource.data !== undefined || path === null) last.current = resource.data
  return resource.data === undefined && last.current !== undefined ? { ...resource, data: last.current } : resource
}

/** Fetches again what is on the page and forgets the rest; `concerns` picks the addresses. */
export function refresh(concerns: (path: string) => boolean = () => true): void {
  for (const [path, entry] of entries) {
    if (!concerns(path)) continue
    entry.stale = true
    if (entry.users > 0) load(path, entry)
    else entries.delete(path)
  }
}

/** Puts data that a change was answered with. */
export function put<T>(path: string, data: T): void {
  const entry = entryOf(path)
  entry.run += 1
  entry.stale = false
  entry.state.value = { data, failure: undefined, loading: false }
}

const idle: Resource<unknown> = { data: undefined, failure: undefined, loading: false }

function entryOf(path: string): Entry {
  const known = entries.get(path)
  if (known) return known
  const entry: Entry = { state: signal<Resource<unknown>>({ ...idle, loading: true }), users: 0, run: 0, stale: true }
  for (const [old, { users }] of entries) {
    if (entries.size < kept) break
    if (users === 0) entries.delete(old)
  }
  entries.set(path, entry)
  return entry
}

async function load(path: string, entry: Entry): Promise<void> {
  entry.run += 1
  const { run } = entry
  entry.stale = false
  entry.state.value = { ...entry.state.peek(), loading: true }
  try {
    const data = await get<unknown>(path)
    if (run === entry.run) entry.state.value = { data, failure: undefined, loading: false }
  } catch (error) {
    if (run !== entry.run) return
    entry.stale = true
    entry.state.value = { data: entry.state.peek().data, failure: failureOf(error), loading: false }
  }
}
