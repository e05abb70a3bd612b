import * as z from 'zod'
import type { ViewDocument } from '../documents/view-document.ts'
import { fileCategory, operation, text, texts } from './parts.ts'
import { commit, summarySchema } from './summary.ts'

/** Lets keys through that it does not know. */
export const viewSchema: z.ZodType<ViewDocument> = z.looseObject({
  schema_version: z.literal(1),
  summary: summarySchema,
  folder: text.nullable(),
  files: z
    .array(z.looseObject({ path: text, category: fileCategory, operations: z.array(operation), other_sessions: texts }))
    .exactOptional(),
  commits: z.array(commit).exactOptional(),
})
