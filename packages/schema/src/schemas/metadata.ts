import * as z from 'zod'
import type { Metadata } from '../documents/metadata.ts'
import { count, counted, text } from './parts.ts'

/** Lets keys through that it does not know. */
export const metadataSchema: z.ZodType<Metadata> = z.looseObject({
  schema_version: z.literal(1),
  session_id: text,
  agent: text,
  agent_version: text.nullable(),
  cwd: text.nullable(),
  git_branch: text.nullable(),
  git_commit: text.nullable(),
  created_at: text,
  updated_at: text,
  ended_at: text.nullable(),
  end_reason: text.nullable(),
  transcript: z.looseObject({ path: text, bytes: count, fingerprint: text }).nullable(),
  hooks: counted,
  ses_version: text,
})
