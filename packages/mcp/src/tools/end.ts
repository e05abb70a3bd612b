import * as z from 'zod'
import { text } from '../input-values.ts'
import type { Tool } from '../tool.ts'

export const end: Tool = {
  name: 'ses_end',
  title: 'End the metered session',
  description: 'Ends the session that ses_start began, with what git says was changed since.',
  input: z.strictObject({ notes: z.string().max(4000).optional() }),
  document: 'metered',
  effects: { writes: true, idempotent: false },
  text: 'document',
  commandLine: (input) => ({ command: ['end'], options: { notes: text(input['notes']) } }),
}
