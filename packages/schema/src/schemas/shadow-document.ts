import * as z from 'zod'
import type { ShadowDocument, ShadowSession } from '../documents/shadow-document.ts'
import { count, text, texts } from './parts.ts'

const session: z.ZodType<ShadowSession> = z.looseObject({
  session: text,
  agent: text.nullable(),
  worktree: text,
  branches: texts,
  checkpoints: count,
  first_at: text,
  last_at: text,
  latest: text,
  ref: text,
})

/** Lets keys through that it does not know. */
export const shadowSchema: z.ZodType<ShadowDocument> = z.looseObject({
  schema_version: z.literal(1),
  bytes: count.nullable(),
  sessions: z.array(session),
  pruned: z.array(session),
  dry_run: z.boolean(),
})
