import * as z from 'zod'
import { confinePath } from '../confine-path.ts'
import { text } from '../input-values.ts'
import type { Tool } from '../tool.ts'

export const log: Tool = {
  name: 'ses_log',
  title: 'Take in a transcript',
  description:
    'Reads one transcript file of a coding agent, masks it and stores the session. Only files of this project and of the agents’ own transcript folders are read.',
  input: z.strictObject({
    path: z.string().min(1).max(4096).describe('A transcript file'),
    agent: z.string().max(60).optional().describe('The agent that wrote it, where its content does not tell'),
  }),
  effects: { writes: true, idempotent: true },
  text: 'document',
  commandLine: async (input, services) => ({
    command: ['import'],
    options: { agent: text(input['agent']) },
    words: [await confinePath(text(input['path']) ?? '', services)],
  }),
}
