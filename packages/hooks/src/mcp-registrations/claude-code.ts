import { mcpServers } from '../mcp-table.ts'
import type { HookRegistration } from '../registration.ts'

/** Claude Code: .mcp.json of the project, which it asks about once, or `mcpServers` in .claude.json. */
export const claudeCode: HookRegistration = {
  agent: 'claude-code',
  title: 'Claude Code',
  events: ['mcp'],
  files: (scope) => [
    {
      ...(scope === 'project'
        ? { folder: { base: 'project', path: '' }, name: '.mcp.json' }
        : { folder: { base: 'home', path: '', env: 'CLAUDE_CONFIG_DIR' }, name: '.claude.json' }),
      ...mcpServers(),
    },
  ],
  signs: { project: [], user: [], commands: [] },
  next: () => ['Claude Code asks once whether a server of the project may be used.'],
}
