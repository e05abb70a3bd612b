import type { Agent } from '../../agent.ts'
import { hooks } from './hooks.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Claude Code of Anthropic, versions 1.0 to 2.1. */
export const claudeCode: Agent = {
  id: 'claude-code',
  title: 'Claude Code',
  tools,
  hooks,
  transcript: {
    locations,
    recognise,
    usageHint: { marks: ['"usage"'] },
    open,
  },
}
