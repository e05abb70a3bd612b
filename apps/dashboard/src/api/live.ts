import { type ReadonlySignal, signal } from '@preact/signals'
import type { DashboardEvent } from '@ses/schema'
import { refresh } from './resource.ts'

/** Whether the page hears of changes; `lost` after a connection broke, until it is back. */
export type LiveState = 'connecting' | 'open' | 'lost'

const state = signal<LiveState>('connecting')

/** State of the connection. */
export const liveState: ReadonlySignal<LiveState> = state

/** Many changes at once are shown together, this many milliseconds after the first. */
const gather = 400
const longestPause = 30_000

/** Listens for changes until the page is closed, and fetches again what they concern. */
export function listen(): void {
  let pause = 1000
  let pending: DashboardEvent[] = []

  const flush = (): void => {
    const events = pending
    pending = []
    refresh((path) => events.some((event) => concerns(event, path)))
  }
  const hear = (message: MessageEvent<string>): void => {
    const event = parseEvent(message.data)
    if (!event) return
    if (pending.push(event) === 1) setTimeout(flush, gather)
  }
  const connect = (): void => {
    const source = new EventSource('/api/events')
    source.onopen = () => {
      if (state.value === 'lost') refresh()
      state.value = 'open'
      pause = 1000
    }
    source.onerror = () => {
      state.value = 'lost'
      // The browser tries again by itself except after a refusal; then it is ours to wait and try.
      if (source.readyState !== EventSource.CLOSED) return
      setTimeout(connect, pause)
      pause = Math.min(pause * 2, longestPause)
    }
    for (const type of ['message', 'sessions', 'alerts']) source.addEventListener(type, hear as EventListener)
  }
  connect()
}

/** Events name sessions by their folder. A session may be asked for by its id as well, which need not be a folder's name. */
const folderName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/

function concerns(event: DashboardEvent, path: string): boolean {
  if (event.type === 'alerts') return path.startsWith('/api/budgets')
  const asked = /^\/api\/sessions\/([^/?]+)/.exec(path)?.[1]
  if (asked === undefined || event.sessions.length === 0) return !path.startsWith('/api/settings')
  const name = decodeURIComponent(asked)
  return event.sessions.includes(name) || !folderName.test(name)
}

function parseEvent(text: string): DashboardEvent | undefined {
  try {
    const event = JSON.parse(text) as Partial<DashboardEvent>
    if (event.type !== 'sessions' && event.type !== 'alerts') return undefined
    return { type: event.type, sessions: Array.isArray(event.sessions) ? event.sessions : [] }
  } catch {
    return undefined
  }
}
