import type { FunctionComponent } from 'preact'
import type { Page } from '../route/route.ts'
import { Budgets } from './budgets/budgets.tsx'
import { Files } from './files/files.tsx'
import { Models } from './models/models.tsx'
import { Overview } from './overview/overview.tsx'
import { Patterns } from './patterns/patterns.tsx'
import { Search } from './search/search.tsx'
import { SessionDetail } from './session/session-detail.tsx'
import { Sessions } from './sessions/sessions.tsx'
import { Settings } from './settings/settings.tsx'

const views: Readonly<Partial<Record<Page, FunctionComponent>>> = {
  overview: Overview,
  sessions: Sessions,
  session: SessionDetail,
  patterns: Patterns,
  models: Models,
  files: Files,
  search: Search,
  budgets: Budgets,
  settings: Settings,
}

/** What shows a page. */
export function pageOf(page: Page): FunctionComponent | undefined {
  return views[page]
}
