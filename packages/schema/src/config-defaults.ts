import type { Config } from './documents/config.ts'

/** What holds where no config says anything. Keys without a value here have no effect until they are set. */
export const configDefaults: Config = Object.freeze({
  provider: 'openai',
  model: 'gpt-4o-mini',
  max_tokens: 1000,
  temperature: 0.7,
  webhooks: Object.freeze({ timeout_ms: 5000 }),
  budget: Object.freeze({ warn_at: 0.8 }),
})
