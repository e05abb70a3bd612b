import type { TranscriptLocation } from '../../agent.ts'

const FOLDER = [{ name: 'KIRO_HOME', replaces: '.kiro' }]

/** Where Kiro keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  { base: 'home', glob: '.kiro/sessions/cli/*.json*', env: FOLDER },
  { base: 'home', glob: '.kiro/sessions/*/sess_*/messages.jsonl', env: FOLDER },
  { base: 'home', glob: '.kiro/sessions/*/sess_*/session.json', env: FOLDER },
  { base: 'data', glob: 'kiro-cli/data.sqlite3' },
]
