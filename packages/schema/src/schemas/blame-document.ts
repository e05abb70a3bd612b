import * as z from 'zod'
import type { BlameCounts, BlameDocument, BlameSummaryDocument } from '../documents/blame-document.ts'
import { count, text, texts } from './parts.ts'

/** Lets keys through that it does not know. */
export const blameSchema: z.ZodType<BlameDocument> = z.looseObject({
  schema_version: z.literal(1),
  path: text,
  commit: text.nullable(),
  authors: z.array(
    z.looseObject({
      kind: z.enum(['agent', 'human', 'unknown']),
      session: text.nullable(),
      agent: text.nullable(),
      models: texts,
      turn: count.nullable(),
      prompt: text.nullable(),
      evidence: z.enum(['snapshot', 'edit']).nullable(),
      candidates: texts,
      commit: text.nullable(),
      commit_author: text.nullable(),
    }),
  ),
  lines: z.array(
    z.looseObject({
      line: count,
      text,
      kind: z.enum(['agent', 'human', 'unknown', 'mixed']),
      shares: z.array(z.looseObject({ author: count, characters: count })),
    }),
  ),
})

const counts: { readonly [Key in keyof BlameCounts]: z.ZodInt } = {
  lines: count,
  agent: count,
  human: count,
  mixed: count,
  unknown: count,
}

/** Lets keys through that it does not know. */
export const blameSummarySchema: z.ZodType<BlameSummaryDocument> = z.looseObject({
  schema_version: z.literal(1),
  from: text.nullable(),
  to: text,
  total: z.looseObject(counts),
  agents: z.array(z.looseObject({ agent: text, lines: count })),
  sessions: z.array(z.looseObject({ session: text, agent: text.nullable(), lines: count })),
  files: z.array(z.looseObject({ path: text, ...counts })),
})
