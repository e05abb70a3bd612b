import * as z from 'zod'
import { number, texts } from '../input-values.ts'
import { optionalSessionId } from '../inputs.ts'
import type { Tool } from '../tool.ts'

export const handoff: Tool = {
  name: 'ses_handoff',
  title: 'Hand over a session',
  description:
    'What the next agent needs to go on with a session: goal, decisions, open items, files, working commands, unresolved errors.',
  input: z.strictObject({
    id: optionalSessionId,
    max_tokens: z.number().int().min(200).max(20_000).optional().describe('Size to fit into'),
  }),
  document: 'handoff',
  effects: { writes: false, idempotent: true },
  text: 'md',
  commandLine: (input) => ({
    command: ['handoff'],
    options: { 'max-tokens': number(input['max_tokens']) },
    words: texts(input['id']),
  }),
}
