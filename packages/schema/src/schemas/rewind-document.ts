import * as z from 'zod'
import type { RewindDocument } from '../documents/rewind-document.ts'
import { checkpoint } from './checkpoints-document.ts'
import { text, texts } from './parts.ts'

/** Lets keys through that it does not know. */
export const rewindSchema: z.ZodType<RewindDocument> = z.looseObject({
  schema_version: z.literal(1),
  checkpoint,
  dry_run: z.boolean(),
  applied: z.boolean(),
  before: text.nullable(),
  moved_to: text.nullable(),
  changes: z.array(z.looseObject({ path: text, change: z.enum(['create', 'modify', 'remove']) })),
  foreign: texts,
  merged: texts,
  conflicts: texts,
  kept: texts,
  nested: texts,
  obstacles: texts,
})
