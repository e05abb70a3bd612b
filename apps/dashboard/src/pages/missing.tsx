import type { JSX } from 'preact'
import { PageHead } from '../parts/page-head.tsx'
import { Empty } from '../parts/states.tsx'

/** Shown for an address that leads nowhere. */
export function Missing(): JSX.Element {
  return (
    <>
      <PageHead title="Nothing here" />
      <Empty title="No page has this address.">
        <a href="#/">Go to the overview</a>
      </Empty>
    </>
  )
}
