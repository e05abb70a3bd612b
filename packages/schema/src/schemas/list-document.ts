import * as z from 'zod'
import type { ListDocument, ListedSession } from '../documents/list-document.ts'
import { count, text, texts } from './parts.ts'
import { indexedSession } from './session-index.ts'

/** A session as `list` and `status` show it. */
export const listedSession: z.ZodType<ListedSession> = z.looseObject({
  ...indexedSession,
  duration_minutes: z.number().nullable(),
  models: texts,
  files_changed: count,
  findings: count,
  project: text.nullable(),
  active: z.boolean(),
})

/** Lets keys through that it does not know. */
export const listSchema: z.ZodType<ListDocument> = z.looseObject({
  schema_version: z.literal(1),
  sessions: z.array(listedSession),
  total: count,
})
