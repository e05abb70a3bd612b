import * as z from 'zod'
import { texts } from '../input-values.ts'
import type { Tool } from '../tool.ts'

export const note: Tool = {
  name: 'ses_note',
  title: 'Note something',
  description: 'Adds a note to the metered session that is active.',
  input: z.strictObject({ text: z.string().min(1).max(4000) }),
  document: 'metered',
  effects: { writes: true, idempotent: false },
  text: 'document',
  commandLine: (input) => ({ command: ['note'], words: texts(input['text']) }),
}
