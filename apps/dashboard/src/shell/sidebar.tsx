import type { DashboardBudgets } from '@ses/schema'
import type { JSX } from 'preact'
import { useResource } from '../api/resource.ts'
import { Icon } from '../parts/icon.tsx'
import { route } from '../route/location.ts'
import { pageHref } from '../route/route.ts'
import { LiveMark } from './live-mark.tsx'
import { places } from './navigation.ts'
import { drawerOpen, helpOpen } from './open-layers.ts'
import { ThemeToggle } from './theme-toggle.tsx'

/** The navigation: beside the page, or over it where the page is narrow. */
export function Sidebar(): JSX.Element {
  const alerts = useResource<DashboardBudgets>('/api/budgets').data?.alerts ?? []
  const unread = alerts.filter(({ acknowledged }) => !acknowledged).length
  const here = route.value.page === 'session' ? 'sessions' : route.value.page
  const close = (): void => {
    drawerOpen.value = false
  }
  return (
    <>
      {drawerOpen.value ? <button type="button" class="scrim" aria-label="Close the menu" onClick={close} /> : null}
      <div class={drawerOpen.value ? 'sidebar open' : 'sidebar'}>
        <a class="brand" href="#/" onClick={close}>
          <img src="./favicon.svg" alt="" width="20" height="20" />
          ses
        </a>
        <nav aria-label="Pages">
          {places.map((group) => (
            <ul key={group[0]?.page}>
              {group.map(({ page, text, key }) => (
                <li key={page}>
                  <a
                    href={pageHref(page)}
                    aria-current={page === here ? 'page' : undefined}
                    title={`g ${key}`}
                    onClick={close}
                  >
                    <Icon name={page} />
                    {text}
                    {page === 'budgets' && unread > 0 ? (
                      <span class="badge">
                        {unread}
                        <span class="hidden"> new alerts</span>
                      </span>
                    ) : null}
                  </a>
                </li>
              ))}
            </ul>
          ))}
        </nav>
        <div class="sidebar-foot">
          <LiveMark />
          <div class="sidebar-tools">
            <ThemeToggle />
            <button
              type="button"
              class="icon-button"
              title="Keys (?)"
              aria-label="Keys"
              onClick={() => {
                helpOpen.value = true
              }}
            >
              <Icon name="help" />
            </button>
          </div>
        </div>
      </div>
    </>
  )
}
