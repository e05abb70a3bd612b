import type { Agent } from '../../agent.ts'
import { recognise } from './recognise.ts'
import { tools } from './tools.ts'
import { open } from './transcript.ts'

const FOLDER = [{ name: 'KIRO_HOME', replaces: '.kiro' }]

/** Kiro: the stores of its three engines, a table of conversations, `Prompt` rows, and rows with a `payload`. */
export const kiro: Agent = {
  id: 'kiro',
  title: 'Kiro',
  tools,
  transcript: {
    locations: [
      { base: 'home', glob: '.kiro/sessions/cli/*.json*', env: FOLDER },
      { base: 'home', glob: '.kiro/sessions/*/sess_*/messages.jsonl', env: FOLDER },
      { base: 'home', glob: '.kiro/sessions/*/sess_*/session.json', env: FOLDER },
      { base: 'data', glob: 'kiro-cli/data.sqlite3' },
    ],
    recognise,
    open,
  },
}
