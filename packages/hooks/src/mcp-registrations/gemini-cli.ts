import { mcpServers } from '../mcp-table.ts'
import type { HookRegistration } from '../registration.ts'

/** Gemini CLI: `mcpServers` in settings.json. */
export const geminiCli: HookRegistration = {
  agent: 'gemini-cli',
  title: 'Gemini CLI',
  events: ['mcp'],
  files: (scope) => [
    {
      ...(scope === 'project'
        ? { folder: { base: 'project', path: '.gemini' }, name: 'settings.json' }
        : {
            folder: { base: 'home', path: '.gemini', env: 'GEMINI_CLI_HOME', envPath: '.gemini' },
            name: 'settings.json',
          }),
      ...mcpServers(),
    },
  ],
  signs: { project: [], user: [], commands: [] },
  next: () => [],
}
