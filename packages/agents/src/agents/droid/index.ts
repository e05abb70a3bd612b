import type { Agent } from '../../agent.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Factory's droid: the session's rows, and the settings file beside it, which alone holds the tokens. */
export const droid: Agent = {
  id: 'droid',
  title: 'Factory Droid',
  tools,
  transcript: {
    locations: [
      { base: 'home', glob: '.factory/sessions/**/*.jsonl' },
      { base: 'home', glob: '.factory/sessions/**/*.settings.json' },
    ],
    recognise,
    open,
  },
}
