import { inspectOutbox, type WebhookSettings } from '@ses/webhooks'
import type { Context } from '../../context.ts'
import { loadConfig } from '../../settings.ts'
import { count } from '../../terminal/amounts.ts'
import { webhookSettings } from '../../webhook/webhook-settings.ts'
import type { Check, Problem } from '../check.ts'

const DAY_MS = 86_400_000

/** The outbox: what was given up, what waits for too long, and whether the endpoint is still sent to. */
export const webhooks: Check = {
  id: 'webhooks',
  title: 'Webhooks arrive',
  inspect: async (context) => {
    const now = context.host.now()
    const { pending, dead, damaged, endpoint } = inspectOutbox(context.store.directory, await settingsIn(context))
    const late = pending.filter(({ attempts, queued_at }) => attempts > 0 && now - queued_at > DAY_MS)
    const problems: Problem[] = []
    if (endpoint.disabled_at !== undefined) {
      problems.push({
        severity: 'problem',
        title: 'The webhook is switched off',
        cause: `Its endpoint answered 410 Gone on ${dayOf(endpoint.disabled_at)}.`,
        fix: 'correct webhooks.url, or `ses webhook enable`',
      })
    }
    if (dead.length > 0) {
      const last = dead.at(-1)?.last
      problems.push({
        severity: 'problem',
        title: `${count(dead.length, 'event')} could not be sent and ${dead.length === 1 ? 'was' : 'were'} given up`,
        cause: `The last answer was ${last?.status ?? last?.error ?? 'none'}.`,
        fix: '`ses webhook --test` tries the endpoint; `ses webhook retry --all` sends them again, `drop --all` forgets them',
      })
    }
    if (late.length > 0) {
      problems.push({
        severity: 'warning',
        title: `${count(late.length, 'event')} waiting to be sent for more than a day`,
        cause: `The last attempt got ${late[0]?.last?.status ?? late[0]?.last?.error ?? 'no answer'}.`,
        fix: '`ses webhook` sends what is due',
      })
    }
    if (damaged.length > 0) {
      problems.push({
        severity: 'problem',
        title: `${count(damaged.length, 'file')} of the outbox cannot be read: ${damaged.slice(0, 3).join(', ')}`,
        cause: 'They were changed by something else than ses.',
        fix: `delete them from ${context.store.directory}/outbox`,
      })
    }
    return problems
  },
}

/** None where the check of the config tells what is wrong. */
async function settingsIn(context: Context): Promise<WebhookSettings | undefined> {
  try {
    return webhookSettings(context, await loadConfig(context))
  } catch {
    return undefined
  }
}

function dayOf(ms: number): string {
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString().slice(0, 10) : 'a day unknown'
}
