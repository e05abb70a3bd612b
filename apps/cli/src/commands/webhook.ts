import type { Command } from '../command.ts'

/** Events sent to a URL, and what became of them. */
export const webhook: Command = {
  name: 'webhook',
  summary: 'Send what is due to the webhook; test it; list, retry or drop deliveries',
  arguments: [
    { name: 'action', description: 'list, retry, drop or enable; default: send what is due' },
    { name: 'ids', description: 'For retry and drop: deliveries; the start of an id will do', many: true },
  ],
  options: {
    test: { type: 'flag', description: 'Send a test event now and tell the answer' },
    all: { type: 'flag', description: 'retry: everything that failed; drop: everything' },
    limit: { type: 'number', description: 'Show at most so many deliveries; default 20, all with --json', short: 'n' },
  },
  examples: [
    ['$0 webhook --test', 'does the receiver take it?'],
    ['$0 webhook list', 'what waits, and what was given up'],
    ['$0 webhook retry --all', 'send what failed once more'],
    ['$0 webhook enable', 'send again to an endpoint that answered 410'],
  ],
  run: async (context, input) => (await import('../webhook/run-webhook.ts')).runWebhook(context, input),
}
