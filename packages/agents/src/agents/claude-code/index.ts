import type { Agent } from '../../agent.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Claude Code of Anthropic, versions 1.0 to 2.1. */
export const claudeCode: Agent = {
  id: 'claude-code',
  title: 'Claude Code',
  tools,
  transcript: {
    locations: [
      { base: 'home', glob: '.claude/projects/*/*.jsonl', env: [CONFIG_DIR] },
      { base: 'home', glob: '.claude/projects/*/*/subagents/**/agent-*.jsonl', env: [CONFIG_DIR] },
      { base: 'config', glob: 'claude/projects/*/*.jsonl' },
      { base: 'config', glob: 'claude/projects/*/*/subagents/**/agent-*.jsonl' },
    ],
    recognise,
    open,
  },
}
