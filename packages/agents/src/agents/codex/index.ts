import type { Agent } from '../../agent.ts'
import { recognise } from './recognise.ts'
import { tools } from './tools.ts'
import { open } from './transcript.ts'

/** Codex of OpenAI: command line, desktop and editor, from the first rollout files to 0.169. */
export const codex: Agent = {
  id: 'codex',
  title: 'Codex',
  tools,
  transcript: {
    locations: [
      { base: 'home', glob: '.codex/sessions/**/rollout-*.jsonl', env: [{ name: 'CODEX_HOME', replaces: '.codex' }] },
      { base: 'home', glob: '.codex/archived_sessions/**/rollout-*.jsonl', env: [{ name: 'CODEX_HOME', replaces: '.codex' }] },
    ],
    recognise,
    open,
  },
}
