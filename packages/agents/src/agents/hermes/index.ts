import type { Agent } from '../../agent.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Hermes Agent of Nous Research. */
export const hermes: Agent = {
  id: 'hermes',
  title: 'Hermes',
  tools,
  transcript: {
    locations: [
      { base: 'home', glob: '.hermes/sessions/*.json', env: [{ name: 'HERMES_HOME', replaces: '.hermes' }] },
      { base: 'home', glob: '.hermes/sessions/*.jsonl', env: [{ name: 'HERMES_HOME', replaces: '.hermes' }] },
    ],
    recognise,
    open,
  },
}
