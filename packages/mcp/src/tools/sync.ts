import * as z from 'zod'
import { text } from '../input-values.ts'
import { agent } from '../inputs.ts'
import type { Tool } from '../tool.ts'

export const sync: Tool = {
  name: 'ses_sync',
  title: 'Take in what is new',
  description:
    'Finds the transcripts of all coding agents on this machine and stores sessions that are new or have grown.',
  input: z.strictObject({ agent }),
  effects: { writes: true, idempotent: true },
  text: 'document',
  commandLine: (input) => ({ command: ['import'], options: { all: true, agent: text(input['agent']) } }),
}
