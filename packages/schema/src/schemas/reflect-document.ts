import * as z from 'zod'
import type { ReflectDocument } from '../documents/reflect-document.ts'
import { count, text, waste } from './parts.ts'
import { summarySchema } from './summary.ts'

/** Lets keys through that it does not know. */
export const reflectSchema: z.ZodType<ReflectDocument> = z.looseObject({
  schema_version: z.literal(1),
  summary: summarySchema,
  waste,
  diagnostics: z.array(z.looseObject({ code: text, message: text, count, line: count.exactOptional() })),
})
