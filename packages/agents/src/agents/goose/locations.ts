import type { TranscriptLocation } from '../../agent.ts'

const ROOT = [{ name: 'GOOSE_PATH_ROOT', replaces: 'goose', below: 'data' }]

/** Where Goose keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  { base: 'data', glob: 'goose/sessions/sessions.db', env: ROOT },
  { base: 'data', glob: 'goose/sessions/*.jsonl', env: ROOT },
  { base: 'config', glob: 'Block/goose/data/sessions/sessions.db' },
  { base: 'config', glob: 'Block/goose/data/sessions/*.jsonl' },
]
