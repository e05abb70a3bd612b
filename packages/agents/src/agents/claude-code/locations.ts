import type { TranscriptLocation } from '../../agent.ts'

/** Where Claude Code keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
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
]
