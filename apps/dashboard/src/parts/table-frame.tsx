import type { ComponentChildren, JSX } from 'preact'

/** A table that scrolls sideways inside its panel when the page is narrow. */
export function TableFrame({
  label,
  children,
}: {
  readonly label: string
  readonly children: ComponentChildren
}): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-frame" aria-label={label} tabIndex={0}>
      <table>{children}</table>
    </section>
  )
}
