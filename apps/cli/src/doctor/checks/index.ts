import type { Check } from '../check.ts'
import { archive } from './archive.ts'
import { config } from './config.ts'
import { events } from './events.ts'
import { formats } from './formats.ts'
import { home } from './home.ts'
import { hookFailures } from './hook-failures.ts'
import { hooks } from './hooks.ts'
import { ignored } from './ignored.ts'
import { keys } from './keys.ts'
import { prices } from './prices.ts'
import { rewinds } from './rewinds.ts'
import { silentHooks } from './silent-hooks.ts'
import { store } from './store.ts'
import { stuckSessions } from './stuck-sessions.ts'
import { webhooks } from './webhooks.ts'

/** In the order they are made and told: a repair may rely on the checks before it. */
export const checks: readonly Check[] = [
  config,
  keys,
  home,
  hooks,
  silentHooks,
  hookFailures,
  ignored,
  events,
  stuckSessions,
  store,
  formats,
  webhooks,
  rewinds,
  archive,
  prices,
]
