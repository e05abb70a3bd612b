import type { Agent } from '../../agent.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Antigravity of Google: its command line and its editor, as far as they log in plain text. */
export const antigravity: Agent = {
  id: 'antigravity',
  title: 'Antigravity',
  tools,
  transcript: {
    locations,
    recognise,
    open,
  },
}
