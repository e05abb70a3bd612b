import type { ComponentChildren, JSX } from 'preact'

/** A titled part of a page; `aside` stands at the right of the title. */
export function Panel({
  title,
  aside,
  children,
  flush = false,
}: {
  readonly title: string
  readonly aside?: ComponentChildren
  readonly children: ComponentChildren
  /** Its content, a table or list, reaches the edges. */
  readonly flush?: boolean
}): JSX.Element {
  return (
    <section class={flush ? 'panel flush' : 'panel'} aria-label={title}>
      <header class="panel-head">
        <h2>{title}</h2>
        {aside ? <div class="panel-aside">{aside}</div> : null}
      </header>
      {children}
    </section>
  )
}
