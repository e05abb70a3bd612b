import type { Command } from '../command.ts'

/** What tokens cost. */
export const pricing: Command = {
  name: 'pricing',
  summary: 'List prices, set your own, take in newer ones',
  arguments: [
    { name: 'action', description: 'list (default), set, reset or update' },
    { name: 'words', description: 'Parts of names; the model; the file or address', many: true },
  ],
  options: {
    input: { type: 'number', description: 'set: US dollars per million input tokens' },
    output: { type: 'number', description: 'set: per million output tokens' },
    'cache-read': { type: 'number', description: 'set: per million tokens read from a cache' },
    'cache-write': { type: 'number', description: 'set: per million tokens written for five minutes' },
    'cache-write-1h': { type: 'number', description: 'set: per million tokens written for an hour' },
    from: { type: 'text', description: 'set: the day since when it holds, 2026-02-27; default: always' },
    limit: { type: 'number', description: 'list: at most so many; default 40, all with --json', short: 'n' },
    all: { type: 'flag', description: 'list: no limit', short: 'a' },
  },
  examples: [
    ['$0 pricing list opus', 'prices of models with opus in their name'],
    ['$0 pricing set my-model --input 1 --output 4', 'a price of your own'],
    ['$0 pricing reset my-model', 'the catalog’s price again; without a model: all'],
    ['$0 pricing update data.json', 'newer prices of genai-prices, from a file or an address'],
  ],
  run: async (context, input) => (await import('../pricing/run-pricing.ts')).runPricing(context, input),
}
