import * as z from 'zod'
import type { SearchDocument } from '../documents/search-document.ts'
import { listedSession } from './list-document.ts'
import { count, text } from './parts.ts'

/** Lets keys through that it does not know. */
export const searchSchema: z.ZodType<SearchDocument> = z.looseObject({
  schema_version: z.literal(1),
  text,
  results: z.array(
    z.looseObject({
      session: listedSession,
      score: z.number(),
      hits: count,
      snippets: z.array(
        z.looseObject({
          kind: z.enum(['title', 'prompt', 'reply', 'command', 'error', 'file', 'commit']),
          turn: count,
          text,
          marks: z.array(z.tuple([count, count])),
        }),
      ),
    }),
  ),
  total: count,
})
