import type { Command } from '../command.ts'

/** Tells what a session that is told by hand used. */
export const logAi: Command = {
  name: 'log-ai',
  summary: 'Book a model call to the session that `ses start` began',
  options: {
    provider: { type: 'text', short: 'p', description: 'Who was called: openai, anthropic, …' },
    model: { type: 'text', short: 'm', description: 'Model id, as the provider spells it' },
    'prompt-tokens': { type: 'number', description: 'Tokens of the prompt, those from a cache included' },
    'cached-tokens': { type: 'number', description: 'Those of them that were read from a cache' },
    'completion-tokens': { type: 'number', description: 'Tokens of the answer' },
    total: { type: 'number', short: 't', description: 'All tokens; alone it is priced as if all were input' },
    cost: { type: 'number', short: 'c', description: 'US dollars; default: by the price of the model' },
    agent: { type: 'text', description: 'Name of the agent that called' },
  },
  examples: [
    ['$0 log-ai -p openai -m gpt-4o --prompt-tokens 8000 --completion-tokens 900', 'exit 1 when a budget is exceeded'],
    ['$0 log-ai -p acme -m acme-1 -t 9000 -c 0.12', 'a cost that is told wins over prices'],
  ],
  run: async (context, input) => (await import('../metered/run-log-ai.ts')).runLogAi(context, input),
}
