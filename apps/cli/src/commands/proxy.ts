import type { Command } from '../command.ts'

/** Stands between clients and the APIs of models. */
export const proxy: Command = {
  name: 'proxy',
  summary: 'Meter any client of a model API that can be given a base URL',
  options: {
    port: { type: 'number', description: 'Port on this machine; default 3739, 0 for any' },
    upstream: {
      type: 'text',
      description: 'Another API as NAME=URL, addressed as /NAME; several with commas',
    },
    session: { type: 'text', description: 'Book to the open session of this id or task, else to a new one so called' },
    budget: { type: 'text', description: 'US dollars, beside the budgets of the config; then requests are refused' },
  },
  examples: [
    ['$0 proxy', 'then ANTHROPIC_BASE_URL=http://127.0.0.1:3739/anthropic'],
    ['$0 proxy --upstream groq=https://api.groq.com/openai', 'then http://127.0.0.1:3739/groq/v1'],
  ],
  run: async (context, input) => (await import('../proxy/run-proxy.ts')).runProxy(context, input),
}
