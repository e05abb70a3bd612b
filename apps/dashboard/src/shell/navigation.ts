import type { IconName } from '../parts/icon.tsx'
import type { Page } from '../route/route.ts'

/** One place in the navigation; `key` follows `g` on the keyboard. */
export interface Place {
  readonly page: Page & IconName
  readonly text: string
  readonly key: string
}

/** Places in groups. */
export const places: readonly (readonly Place[])[] = [
  [
    { page: 'overview', text: 'Overview', key: 'o' },
    { page: 'sessions', text: 'Sessions', key: 's' },
    { page: 'search', text: 'Search', key: 'e' },
  ],
  [
    { page: 'patterns', text: 'Patterns', key: 'p' },
    { page: 'models', text: 'Models & agents', key: 'm' },
    { page: 'files', text: 'Files', key: 'f' },
  ],
  [
    { page: 'budgets', text: 'Budgets & alerts', key: 'b' },
    { page: 'settings', text: 'Settings', key: 't' },
  ],
]
