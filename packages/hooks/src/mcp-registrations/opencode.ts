import { mcpTable } from '../mcp-table.ts'
import type { HookRegistration } from '../registration.ts'

/** OpenCode: `mcp` in opencode.json. */
export const opencode: HookRegistration = {
  agent: 'opencode',
  title: 'OpenCode',
  events: ['mcp'],
  files: (scope) => [
    {
      ...(scope === 'project'
        ? { folder: { base: 'project', path: '' }, name: 'opencode.json' }
        : {
            folder: { base: 'home', path: '.config/opencode', env: 'XDG_CONFIG_HOME', envPath: 'opencode' },
            name: 'opencode.json',
          }),
      ...mcpTable({
        servers: 'mcp',
        entry: (words) => ({ type: 'local', command: words }),
        words: ({ command }) => (Array.isArray(command) ? command : []),
      }),
    },
  ],
  signs: { project: [], user: [], commands: [] },
  next: () => [],
}
