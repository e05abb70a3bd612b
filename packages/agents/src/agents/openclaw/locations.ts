import type { TranscriptLocation } from '../../agent.ts'

/** Where OpenClaw keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = ['.openclaw', '.clawdbot', '.moltbot'].map((folder) => ({
  base: 'home',
  glob: `${folder}/agents/*/sessions/*.jsonl`,
  ...(folder === '.openclaw' ? { env: [{ name: 'OPENCLAW_STATE_DIR', replaces: folder }] } : {}),
}))
