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
      {
        base: 'home',
        glob: '.codex/archived_sessions/**/rollout-*.jsonl',
        env: [{ name: 'CODEX_HOME', replaces: '.codex' }],
      },
    ],
    recognise,
    usageHint: {
      // Totals, the turns' models, and what tells copied history from a thread's own.
      marks: [
        '"token_count"',
        '"token_usage_record"',
        '"turn_context"',
        '"session_meta"',
        '"task_started"',
        '"turn_started"',
        '"web_search_call"',
        '"web_search_end"',
      ],
      // Turns of an imported session are told by the ids in all their rows.
      unless: ['"external-import-turn-'],
    },
    open,
  },
}
