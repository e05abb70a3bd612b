import { mcpTable } from '../mcp-table.ts'
import type { HookRegistration } from '../registration.ts'

/** Cursor: mcp.json. */
export const cursor: HookRegistration = {
  agent: 'cursor',
  title: 'Cursor',
  events: ['mcp'],
  files: (scope) => [
    {
      ...(scope === 'project'
        ? { folder: { base: 'project', path: '.cursor' }, name: 'mcp.json' }
        : { folder: { base: 'home', path: '.cursor' }, name: 'mcp.json' }),
      ...mcpTable({
        servers: 'mcpServers',
        entry: ([command, ...args]) => ({ command, args }),
        words: ({ command, args }) => [command, ...(Array.isArray(args) ? args : [])],
      }),
    },
  ],
  signs: { project: [], user: [], commands: [] },
  next: () => [],
}
