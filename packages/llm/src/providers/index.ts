import type { Provider } from '../provider.ts'
import { anthropic } from './anthropic.ts'
import { openai } from './openai.ts'

/** Every provider; the first is the default. */
export const providers: readonly [Provider, ...Provider[]] = [openai, anthropic]
