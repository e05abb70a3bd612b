import { mcpServers } from '../mcp-table.ts'
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
      ...mcpServers(),
    },
  ],
  signs: { project: [], user: [], commands: [] },
  next: () => [],
}
