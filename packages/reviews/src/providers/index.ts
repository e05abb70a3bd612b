import type { ReviewProvider } from '../review-provider.ts'
import { claude } from './claude.ts'
import { codex } from './codex.ts'
import { dim } from './dim.ts'
import { gemini } from './gemini.ts'
import { opencode } from './opencode.ts'
import { qwen } from './qwen.ts'

/** In the order that reports name them. */
export const providers: readonly ReviewProvider[] = [claude, codex, qwen, dim, opencode, gemini]
