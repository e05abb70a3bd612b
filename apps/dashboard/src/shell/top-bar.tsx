import type { JSX } from 'preact'
import { Icon } from '../parts/icon.tsx'
import { pageHref } from '../route/route.ts'
import { drawerOpen } from './open-layers.ts'

/** Stands above the page where it is narrow. */
export function TopBar(): JSX.Element {
  return (
    <div class="top-bar">
      <button
        type="button"
        class="icon-button"
        aria-label="Menu"
        aria-expanded={drawerOpen.value}
        onClick={() => {
          drawerOpen.value = !drawerOpen.value
        }}
      >
        <Icon name="menu" />
      </button>
      <a class="brand" href="#/">
        <img src="./favicon.svg" alt="" width="20" height="20" />
        ses
      </a>
      <a class="icon-button" href={pageHref('search')} aria-label="Search">
        <Icon name="search" />
      </a>
    </div>
  )
}
