import * as z from 'zod'
import { cursor, limit } from '../inputs.ts'
import type { Tool } from '../tool.ts'

export const checkpoints: Tool = {
  name: 'ses_checkpoints',
  title: 'List checkpoints',
  description:
    'Snapshots of the work tree that sessions left, the latest first; a person restores one with `ses rewind`.',
  input: z.strictObject({ limit, cursor }),
  effects: { writes: false, idempotent: true },
  list: 'checkpoints',
  text: 'document',
  commandLine: () => ({ command: ['checkpoints'] }),
}
