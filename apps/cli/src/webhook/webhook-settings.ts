import type { Config } from '@ses/schema'
import { readWebhookSettings, type WebhookSettings } from '@ses/webhooks'
import type { Context } from '../context.ts'
import { fromConfig, refuseShippedSetting } from '../shipped-settings.ts'

/** The webhook of this project, undefined where none is configured. Throws `config_invalid`, and `unsafe` for a URL that came with the repository. */
export function webhookSettings(
  context: Pick<Context, 'host' | 'places'>,
  config: Config,
): WebhookSettings | undefined {
  const { host } = context
  const settings = readWebhookSettings(config.webhooks, host.env)
  if (settings !== undefined) {
    refuseShippedSetting(context, ({ webhooks, env }) => {
      if (webhooks?.url && !host.env['SES_WEBHOOK_URL']) return 'webhooks.url'
      return fromConfig(host, env, 'SES_WEBHOOK_URL')
    })
  }
  return settings
}
