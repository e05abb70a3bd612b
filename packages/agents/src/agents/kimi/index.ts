import type { Agent } from '../../agent.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Kimi Code of Moonshot AI (protocol 1.4), and the older Kimi CLI. */
export const kimi: Agent = {
  id: 'kimi',
  title: 'Kimi Code',
  tools,
  transcript: {
    locations,
    recognise,
    open,
  },
}
