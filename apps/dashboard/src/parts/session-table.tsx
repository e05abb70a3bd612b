import type { ListedSession } from '@ses/schema'
import type { JSX } from 'preact'
import { SessionCells } from './session-cells.tsx'

/** A short list of sessions. */
export function SessionTable({ sessions }: { readonly sessions: readonly ListedSession[] }): JSX.Element {
  return (
    <div class="session-list short" role="table" aria-label="Sessions">
      {sessions.map((session) => (
        <div key={session.id} class="session-row" role="row">
          <SessionCells session={session} />
        </div>
      ))}
    </div>
  )
}
