import type { ComponentChildren, JSX } from 'preact'
import { useEffect } from 'preact/hooks'

/** Title of a page, what it is about, and its controls. */
export function PageHead({
  title,
  about,
  children,
}: {
  readonly title: string
  readonly about?: ComponentChildren
  readonly children?: ComponentChildren
}): JSX.Element {
  useEffect(() => {
    document.title = `${title} · ses`
  }, [title])
  return (
    <header class="page-head">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        {about ? <p class="about">{about}</p> : null}
      </div>
      {children ? <div class="page-controls">{children}</div> : null}
    </header>
  )
}
