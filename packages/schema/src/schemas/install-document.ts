import * as z from 'zod'
import type { InstallDocument, InstalledFile } from '../documents/install-document.ts'
import { text, texts } from './parts.ts'

const file: z.ZodType<InstalledFile> = z.looseObject({
  path: text,
  action: z.enum(['created', 'changed', 'unchanged', 'deleted', 'restored']),
  backup: text.nullable(),
})

/** Lets keys through that it does not know. */
export const installSchema: z.ZodType<InstallDocument> = z.looseObject({
  schema_version: z.literal(1),
  action: z.enum(['enable', 'disable']),
  scope: z.enum(['project', 'user']),
  dry_run: z.boolean(),
  agents: z.array(
    z.looseObject({
      id: text,
      title: text,
      status: z.enum(['enabled', 'disabled', 'unchanged', 'covered', 'failed']),
      signs: texts,
      files: z.array(file),
      events: texts,
      next: texts,
      undo: text.nullable(),
      error: z.looseObject({ code: text, message: text, fix: text }).nullable(),
    }),
  ),
  gitignore: file.nullable(),
  commit_hooks: z.array(file).exactOptional(),
  removed: text.nullable(),
  notes: texts,
})
