import * as z from 'zod'
import type { CheckpointDocument, CheckpointsDocument } from '../documents/checkpoints-document.ts'
import { count, text, texts } from './parts.ts'

/** A checkpoint as every command shows it. */
export const checkpoint: z.ZodType<CheckpointDocument> = z.looseObject({
  id: text,
  session: text,
  agent: text.nullable(),
  kind: text,
  turn: count.nullable(),
  prompt: text.nullable(),
  at: text,
  worktree: text,
  branch: text.nullable(),
  head: text.nullable(),
  files: count.nullable(),
  tests: z.enum(['passed', 'failed']).nullable(),
  left_out: texts,
})

/** Lets keys through that it does not know. */
export const checkpointsSchema: z.ZodType<CheckpointsDocument> = z.looseObject({
  schema_version: z.literal(1),
  checkpoints: z.array(checkpoint),
  total: count,
})
