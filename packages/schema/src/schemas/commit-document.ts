import * as z from 'zod'
import type { CommitDocument, ResumeDocument, TravelDocument } from '../documents/commit-document.ts'
import { text, texts } from './parts.ts'

/** Lets keys through that it does not know. */
export const commitSchema: z.ZodType<CommitDocument> = z.looseObject({
  schema_version: z.literal(1),
  commit: text.nullable(),
  committed: z.boolean(),
  checkpoints: z.array(
    z.looseObject({
      id: text,
      commit: text,
      subject: text,
      session: text,
      agent: text,
      at: text,
      reason: text,
      from: text.nullable(),
      files: texts,
      artifacts: texts,
      left_out: texts,
    }),
  ),
})

/** Lets keys through that it does not know. */
export const travelSchema: z.ZodType<TravelDocument> = z.looseObject({
  schema_version: z.literal(1),
  remote: text,
  commit: text.nullable(),
  sent: z.boolean(),
  received: z.boolean(),
  checkpoints: z.number(),
})

/** Lets keys through that it does not know. */
export const resumeSchema: z.ZodType<ResumeDocument> = z.looseObject({
  schema_version: z.literal(1),
  sessions: z.array(
    z.looseObject({
      session: text,
      agent: text,
      folder: text,
      data: z.enum(['restored', 'unchanged', 'kept']),
      transcript: z.enum(['placed', 'there', 'kept', 'impossible', 'none']),
      path: text.nullable(),
      command: texts.nullable(),
      note: text.nullable(),
    }),
  ),
})
