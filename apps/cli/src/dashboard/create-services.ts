import { join } from 'node:path'
import type { DashboardServices } from '@ses/server'
import type { Context } from '../context.ts'
import { createSearchApart } from '../search/search-apart.ts'
import { readLimits, writeLimits } from './budget-limits.ts'
import { createSessionReader } from './read-session.ts'
import { readSettings } from './read-settings.ts'
import { readSpending } from './read-spending.ts'
import { recently } from './recently.ts'
import { createCheckpointReader } from './session-checkpoints.ts'

/** Milliseconds for which what takes long to find out is believed. */
const SPENDING_MS = 15_000
const SETTINGS_MS = 30_000

/** What the dashboard of this context works with until the signal. */
export function createServices(context: Context, signal: AbortSignal): DashboardServices {
  const { store, places, host, debug } = context
  const reader = createSessionReader(context)
  const search = createSearchApart(store.directory, signal)
  return {
    store,
    project: places.project,
    now: host.now,
    analyse: reader.analyse,
    isReadable: reader.isReadable,
    ...(search === undefined ? {} : { search }),
    checkpoints: createCheckpointReader(context),
    limits: () => readLimits(context),
    setLimits: (limits) => writeLimits(context, limits),
    spending: recently(() => readSpending(context), SPENDING_MS, host.now),
    settings: recently(() => readSettings(context), SETTINGS_MS, host.now),
    alertFile: join(places.user, 'alerts.json'),
    onError: (what, error) => debug('dashboard', { what, error: error instanceof Error ? error.stack : String(error) }),
  }
}
