import type { Agent } from '../../agent.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Cursor's agent transcripts, as its IDE and command line write them. */
export const cursor: Agent = {
  id: 'cursor',
  title: 'Cursor',
  tools,
  transcript: {
    locations: [{ base: 'home', glob: '.cursor/projects/*/agent-transcripts/**/*.jsonl' }],
    recognise,
    open,
  },
}
