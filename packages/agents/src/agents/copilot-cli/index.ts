import type { Agent } from '../../agent.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** GitHub Copilot CLI, versions 0.0.3 to 1.0.102. */
export const copilotCli: Agent = {
  id: 'copilot-cli',
  title: 'GitHub Copilot CLI',
  tools,
  transcript: {
    locations: [
      {
        base: 'home',
        glob: '.copilot/session-state/*/events.jsonl',
        env: [{ name: 'COPILOT_HOME', replaces: '.copilot' }],
      },
      { base: 'home', glob: '.copilot/session-state/*.jsonl', env: [{ name: 'COPILOT_HOME', replaces: '.copilot' }] },
      {
        base: 'home',
        glob: '.copilot/history-session-state/*.jsonl',
        env: [{ name: 'COPILOT_HOME', replaces: '.copilot' }],
      },
    ],
    recognise,
    open,
  },
}
