import type { ComponentChildren, JSX } from 'preact'
import type { Failure } from '../api/failure.ts'
import { type Resource, refresh } from '../api/resource.ts'

/** Shows data once it is there, and until then what is known of it. */
export function Loaded<T>({
  of,
  children,
  lines = 6,
}: {
  readonly of: Resource<T>
  readonly children: (data: T) => ComponentChildren
  readonly lines?: number
}): JSX.Element {
  if (of.data !== undefined) {
    return (
      <>
        {of.failure ? <Failed failure={of.failure} stale /> : null}
        {children(of.data)}
      </>
    )
  }
  return of.failure ? <Failed failure={of.failure} /> : <Loading lines={lines} />
}

/** Grey bars in place of what is on its way. */
export function Loading({ lines = 6 }: { readonly lines?: number }): JSX.Element {
  return (
    <div class="loading" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} class="bone" />
      ))}
    </div>
  )
}

/** What went wrong and what helps. */
export function Failed({
  failure,
  stale = false,
}: {
  readonly failure: Failure
  readonly stale?: boolean
}): JSX.Element {
  return (
    <div class="notice" data-tone="bad" role="alert">
      <p>
        <strong>{failure.message}</strong>
        {stale ? ' What you see is older.' : ''}
      </p>
      {failure.fix ? <p>{failure.fix}</p> : null}
      <button type="button" class="button" onClick={() => refresh()}>
        Try again
      </button>
    </div>
  )
}

/** Says that there is nothing, why, and what would put something there. */
export function Empty({
  title,
  children,
}: {
  readonly title: string
  readonly children?: ComponentChildren
}): JSX.Element {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children ? <p>{children}</p> : null}
    </div>
  )
}
