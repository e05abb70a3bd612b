import { mcpServers } from '../mcp-table.ts'
import type { HookRegistration } from '../registration.ts'

/** Qwen Code: `mcpServers` in settings.json. */
export const qwenCode: HookRegistration = {
  agent: 'qwen-code',
  title: 'Qwen Code',
  events: ['mcp'],
  files: (scope) => [
    {
      ...(scope === 'project'
        ? { folder: { base: 'project', path: '.qwen' }, name: 'settings.json' }
        : { folder: { base: 'home', path: '.qwen', env: 'QWEN_HOME' }, name: 'settings.json' }),
      ...mcpServers(),
    },
  ],
  signs: { project: [], user: [], commands: [] },
  next: () => [],
}
