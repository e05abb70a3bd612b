import type { Command } from '../command.ts'

/** A session in the words of a model. */
export const summarize: Command = {
  name: 'summarize',
  summary: 'Let a model summarise a session; written to ai-summary.md',
  arguments: [{ name: 'id', description: 'Session; default: the latest' }],
  options: {
    provider: { type: 'text', description: 'openai (and what speaks like it) or anthropic' },
    model: { type: 'text', description: 'Default: from environment and config, else gpt-4o-mini', short: 'm' },
    force: { type: 'flag', description: 'Ask again though there is a summary of the same session', short: 'f' },
    'dry-run': { type: 'flag', description: 'Print what would be sent, masked as it is, and send nothing' },
    'max-tokens': { type: 'number', description: 'Of the answer; default 1000' },
    'context-tokens': { type: 'number', description: 'A longer session is condensed to this; default 24000' },
    'timeout-ms': { type: 'number', description: 'For one attempt; default 120000' },
  },
  examples: [
    ['$0 summarize', 'the latest session'],
    ['$0 summarize 1a2b --model claude-haiku-4-5', 'by a model of Anthropic'],
    ['OPENAI_BASE_URL=http://localhost:11434/v1 $0 summarize -m llama3.2', 'by a model on this machine'],
  ],
  run: async (context, input) => (await import('../summarize/run-summarize.ts')).runSummarize(context, input),
}
