import { SesError } from '@ses/model'
import type { WebhookDocument } from '@ses/schema'
import {
  type Delivery,
  deliverOutbox,
  dropDeliveries,
  enableEndpoint,
  findDelivery,
  inspectOutbox,
  type OutboxContents,
  retryDeliveries,
  sendTestEvent,
  type WebhookSettings,
} from '@ses/webhooks'
import { printBlocks } from '../blocks/print-blocks.ts'
import { tellTime } from '../blocks/tell-time.ts'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { loadConfig } from '../settings.ts'
import { webhookBlocks } from './webhook-blocks.ts'
import { webhookDocument } from './webhook-document.ts'
import { webhookSettings } from './webhook-settings.ts'

/** Sends what is due, or does what the first word says; then tells how things stand. Exit 5 when something could not be sent. */
export async function runWebhook(context: Context, input: Input): Promise<number> {
  const settings = webhookSettings(context, await loadConfig(context))
  const done = await act(context, input, settings)
  const document = webhookDocument(settings, inspectOutbox(context.store.directory, settings), done)
  if (context.json) context.printJson(document)
  else {
    const limit = input.number('limit') ?? 20
    await printBlocks(context, webhookBlocks(document, { time: tellTime(context.host.now()), limit }), false)
  }
  return done.test?.ok === false || (done.run?.failed ?? 0) > 0 ? 5 : 0
}

async function act(
  context: Context,
  input: Input,
  settings: WebhookSettings | undefined,
): Promise<Pick<WebhookDocument, 'run' | 'test'>> {
  const [action, ...ids] = input.words
  const { store, host } = context
  const folder = store.directory
  if (input.flag('test')) {
    if (action !== undefined) throw new SesError('usage', '--test stands alone')
    return { test: await test(context, configured(settings)) }
  }
  if (input.flag('all') && action !== 'retry' && action !== 'drop') {
    throw new SesError('usage', '--all has a meaning for `ses webhook retry` and `ses webhook drop`')
  }
  switch (action) {
    case undefined:
      return { run: await deliver(context, settings) }
    case 'list':
      refuseIds(action, ids)
      return {}
    case 'enable':
      refuseIds(action, ids)
      enableEndpoint(folder, configured(settings))
      return { run: await deliver(context, settings) }
    case 'retry': {
      const contents = inspectOutbox(folder, settings)
      const failed = [...contents.dead, ...contents.pending.filter(({ attempts }) => attempts > 0)]
      configured(settings)
      retryDeliveries(folder, chosen(input, contents, ids, failed), host.now())
      return { run: await deliver(context, settings) }
    }
    case 'drop': {
      const contents = inspectOutbox(folder, settings)
      const found = chosen(input, contents, ids, [...contents.dead, ...contents.pending])
      dropDeliveries(
        folder,
        found.map(({ id }) => id),
      )
      return {}
    }
    default:
      throw new SesError('usage', `webhook ${action}: expected list, retry, drop or enable`)
  }
}

function deliver({ store, host }: Context, settings: WebhookSettings | undefined): ReturnType<typeof deliverOutbox> {
  return deliverOutbox({ folder: store.directory, settings, now: host.now })
}

async function test(context: Context, settings: WebhookSettings): Promise<NonNullable<WebhookDocument['test']>> {
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const { id, answer, ms } = await sendTestEvent({ settings, version: context.version, nonce, now: context.host.now })
  const status = 'status' in answer ? answer.status : null
  const error = 'error' in answer ? answer.error : null
  return { id, ok: status !== null && status >= 200 && status < 300, status, error, ms: Math.max(0, ms) }
}

function chosen(
  input: Input,
  contents: OutboxContents,
  ids: readonly string[],
  all: readonly Delivery[],
): readonly Delivery[] {
  if (input.flag('all') === ids.length > 0) {
    throw new SesError('usage', `webhook ${input.words[0]}: expected ids of deliveries, or --all`)
  }
  return input.flag('all') ? all : ids.map((id) => findDelivery(contents, id))
}

function refuseIds(action: string, ids: readonly string[]): void {
  if (ids.length > 0) throw new SesError('usage', `webhook ${action} takes no further words`)
}

function configured(settings: WebhookSettings | undefined): WebhookSettings {
  if (settings !== undefined) return settings
  throw new SesError('config_invalid', 'webhooks.url is not set, nor is SES_WEBHOOK_URL', {
    data: { path: 'webhooks.url' },
  })
}
