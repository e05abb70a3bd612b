import { useSignal } from '@preact/signals'
import type { DashboardSessions, ListedSession } from '@ses/schema'
import { useCallback, useEffect, useRef } from 'preact/hooks'
import { get } from '../../api/request.ts'
import { type Resource, useLatest } from '../../api/resource.ts'
import { query } from '../../route/route.ts'

/** Rows that are fetched at once. */
const pageSize = 100
/** Rows fetched ahead on both sides. */
const ahead = 40
/** Rows that fly by within this time are not fetched, in milliseconds. */
const rest = 80

const names = ['q', 'sort', 'order', 'agent', 'type', 'risk', 'grade', 'pattern', 'file', 'since', 'until']

/** Sessions in pages, fetched when they come into sight. */
export function useSessionPages(params: Readonly<Record<string, string>>): {
  /** Also tells the total and the facets. */
  readonly first: Resource<DashboardSessions>
  /** Undefined while it is on its way. */
  readonly rowAt: (index: number) => ListedSession | undefined
  /** Says which rows are in sight. */
  readonly show: (start: number, end: number) => void
} {
  const asked = query({ ...Object.fromEntries(names.map((name) => [name, params[name] ?? ''])), limit: pageSize })
  const first = useLatest<DashboardSessions>(`/api/sessions${asked}`)
  const { data } = first

  const rows = useSignal<ReadonlyMap<number, readonly ListedSession[]>>(new Map())
  const rowsOf = useRef(asked)
  /** Pages that were asked for since the list last changed. */
  const fresh = useRef(new Set<number>())
  const sight = useRef<readonly [number, number]>([0, 0])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const fetchSight = useCallback((): void => {
    for (let page = Math.floor(sight.current[0] / pageSize); page * pageSize < sight.current[1]; page += 1) {
      if (page === 0 || fresh.current.has(page)) continue
      const asking = fresh.current
      asking.add(page)
      get<DashboardSessions>(`/api/sessions${asked}&offset=${page * pageSize}`)
        .then(({ sessions }) => {
          if (asking === fresh.current) rows.value = new Map(rows.peek()).set(page, sessions)
        })
        .catch(() => asking.delete(page))
    }
  }, [asked])

  const latest = useRef(fetchSight)
  latest.current = fetchSight

  // A new first page means another search or changed sessions. After a change the old rows stay until the new ones are there.
  useEffect(() => {
    fresh.current = new Set()
    if (rowsOf.current !== asked) rows.value = new Map()
    rowsOf.current = asked
    fetchSight()
  }, [data, asked])
  useEffect(() => () => clearTimeout(timer.current), [])

  const show = useCallback((start: number, end: number): void => {
    sight.current = [Math.max(0, start - ahead), end + ahead]
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      latest.current()
    }, rest)
  }, [])
  const known = rows.value
  const rowAt = (index: number): ListedSession | undefined => {
    const page = Math.floor(index / pageSize)
    return (page === 0 ? data?.sessions : known.get(page))?.[index % pageSize]
  }
  return { first, rowAt, show }
}
