import { useSignal } from '@preact/signals'
import type { DashboardTimeline, TimelineEntry } from '@ses/schema'
import { useEffect } from 'preact/hooks'
import { type Failure, failureOf } from '../../api/failure.ts'
import { get } from '../../api/request.ts'
import { query } from '../../route/route.ts'

const stretch = 500

/** Events as far as they are there. */
export interface Timeline {
  readonly entries: readonly TimelineEntry[]
  readonly total: number
  readonly done: boolean
  readonly failure: Failure | undefined
}

const nothing: Timeline = { entries: [], total: 0, done: false, failure: undefined }

/** All events of a session or of a sub-agent, fetched in stretches; `version` changes when the session did. */
export function useTimeline(id: string, child: string, version: unknown): Timeline {
  const state = useSignal(nothing)
  useEffect(() => {
    state.value = nothing
  }, [id, child])
  useEffect(() => {
    const abort = new AbortController()
    fetchAll(id, child, abort.signal, (timeline) => {
      // A running session grows: what was shown stays until as much is there again.
      if (timeline.done || timeline.entries.length >= state.peek().entries.length) state.value = timeline
    })
    return () => abort.abort()
  }, [id, child, version])
  return state.value
}

async function fetchAll(
  id: string,
  child: string,
  signal: AbortSignal,
  tell: (timeline: Timeline) => void,
): Promise<void> {
  let entries: readonly TimelineEntry[] = []
  let total = 0
  try {
    while (!signal.aborted) {
      const asked = query({ after: entries.length, limit: stretch, session: child })
      const part = await get<DashboardTimeline>(`/api/sessions/${encodeURIComponent(id)}/timeline${asked}`, signal)
      entries = [...entries, ...part.entries]
      total = part.total
      const done = part.entries.length === 0 || entries.length >= total
      if (!signal.aborted) tell({ entries, total, done, failure: undefined })
      if (done) return
    }
  } catch (error) {
    if (!signal.aborted) tell({ entries, total, done: true, failure: failureOf(error) })
  }
}
