import * as z from 'zod'
import type { HandoffDocument } from '../documents/handoff-document.ts'
import { count, counted, operation, text, texts } from './parts.ts'

/** Lets keys through that it does not know. */
export const handoffSchema: z.ZodType<HandoffDocument> = z.looseObject({
  schema_version: z.literal(1),
  session: z.looseObject({
    id: text,
    agent: text,
    start: text.nullable(),
    end: text.nullable(),
    cwd: text.nullable(),
    git_branch: text.nullable(),
    outcome: z.enum(['completed', 'partial', 'abandoned', 'errored']),
  }),
  goal: text,
  asked: z.array(z.looseObject({ text, result: text.nullable() })),
  decisions: z.array(z.looseObject({ by: z.enum(['person', 'agent']), text, event: text })),
  done: texts,
  open: z.array(z.looseObject({ kind: text, text, event: text.nullable() })),
  todo: z.array(z.looseObject({ text, status: text })),
  plan_age: count.nullable(),
  files: z.array(
    z.looseObject({
      path: text,
      operations: z.array(operation),
      state: z.enum(['new', 'changed', 'deleted']),
      added: count,
      removed: count,
      reason: text.nullable(),
    }),
  ),
  commands: z.array(z.looseObject({ kind: text, command: text, result: text.nullable(), event: text })),
  last_words: text.nullable(),
  size: z.looseObject({ tokens: count, max_tokens: count, fits: z.boolean(), dropped: counted }),
})
