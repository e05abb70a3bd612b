import type { WebhookSettings } from '@ses/webhooks'
import type { Context } from '../context.ts'
import { loadConfig } from '../settings.ts'
import { webhookSettings } from './webhook-settings.ts'

/** For work that nobody waits for: a webhook that cannot be used counts as none. `ses webhook` and `ses doctor` tell what is wrong. */
export async function usableWebhook(context: Context): Promise<WebhookSettings | undefined> {
  try {
    return webhookSettings(context, await loadConfig(context))
  } catch (error) {
    context.debug('webhook not usable', { error: String(error) })
    return undefined
  }
}
