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
      ...['*/*.jsonl', '*/*/subagents/**/agent-*.jsonl'].flatMap((glob) => [
        {
          base: 'home' as const,
          glob: `.claude/projects/${glob}`,
          env: [{ name: 'CLAUDE_CONFIG_DIR', replaces: '.claude' }],
        },
        {
          base: 'config' as const,
          glob: `claude/projects/${glob}`,
          env: [{ name: 'CLAUDE_CONFIG_DIR', replaces: 'claude' }],
        },
      ]),
      // Sessions of the desktop application keep a configuration folder each.
      ...['*/*.jsonl', '*/*/subagents/**/agent-*.jsonl'].map((glob) => ({
        base: 'config' as const,
        glob: `Claude/local-agent-mode-sessions/*/*/*/.claude/projects/${glob}`,
      })),
    ],
    recognise,
    usageHint: { marks: ['"usage"'] },
    open,
  },
}
