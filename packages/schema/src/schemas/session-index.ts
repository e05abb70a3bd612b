import * as z from 'zod'
import type { IndexedSession, SessionIndex } from '../documents/session-index.ts'
import { cost, count, letter, operation, risk, text, type } from './parts.ts'

/** One session of an index, to be spread into an object. */
export const indexedSession: { readonly [Key in keyof IndexedSession]: z.ZodType<IndexedSession[Key]> } = {
  id: text,
  folder: text,
  agent: text,
  start: text.nullable(),
  end: text.nullable(),
  type,
  intent: text,
  risk,
  grade: letter,
  score: z.number().nullable(),
  cost: cost.nullable(),
  tool_calls: count,
}

/** Lets keys through that it does not know. */
export const sessionIndexSchema: z.ZodType<SessionIndex> = z.looseObject({
  schema_version: z.literal(1),
  sessions: z.array(z.looseObject(indexedSession)),
  file_history: z.record(z.string(), z.array(z.looseObject({ session: text, at: text.nullable(), operation }))),
})
