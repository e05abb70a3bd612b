import * as z from 'zod'
import type { ErrorDocument } from '../documents/error-document.ts'
import { text } from './parts.ts'

/** Lets keys through that it does not know. */
export const errorSchema: z.ZodType<ErrorDocument> = z.looseObject({
  error: z.looseObject({ code: text, message: text, fix: text }),
})
