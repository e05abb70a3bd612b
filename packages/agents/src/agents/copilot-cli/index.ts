import type { Agent } from '../../agent.ts'
import { hooks } from './hooks.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** GitHub Copilot CLI, versions 0.0.3 to 1.0.102. */
export const copilotCli: Agent = {
  id: 'copilot-cli',
  title: 'GitHub Copilot CLI',
  tools,
  hooks,
  transcript: {
    locations,
    recognise,
    open,
  },
}
