import type { Agent } from '../../agent.ts'
import { hooks } from './hooks.ts'
import { locations } from './locations.ts'
import { recognise } from './recognise.ts'
import { tools } from './tools.ts'
import { open } from './transcript.ts'

/** Codex of OpenAI: command line, desktop and editor, from the first rollout files to 0.169. */
export const codex: Agent = {
  id: 'codex',
  title: 'Codex',
  tools,
  hooks,
  transcript: {
    locations,
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
