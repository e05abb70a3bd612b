import type { Agent } from '../../agent.ts'
import { locations } from './locations.ts'
import { recognise } from './recognise.ts'
import { tools } from './tools.ts'
import { open } from './transcript.ts'

/** Kiro: the stores of its three engines, a table of conversations, `Prompt` rows, and rows with a `payload`. */
export const kiro: Agent = {
  id: 'kiro',
  title: 'Kiro',
  tools,
  transcript: {
    locations,
    recognise,
    open,
  },
}
