import * as z from 'zod'
import { texts } from '../input-values.ts'
import { sessionId } from '../inputs.ts'
import type { Tool } from '../tool.ts'

export const explain: Tool = {
  name: 'ses_explain',
  title: 'Explain a session or commit',
  description:
    'What a session did, turn by turn, and why its type, risk and outcome are what they are; or, given a commit, the session and the request that made it.',
  input: z.strictObject({ id: sessionId.describe('Session id, unique prefix, "latest", or a commit') }),
  document: 'explain',
  effects: { writes: false, idempotent: true },
  text: 'md',
  commandLine: (input) => ({ command: ['explain'], words: texts(input['id']) }),
}
