import { mcpTable } from '../mcp-table.ts'
import type { HookRegistration } from '../registration.ts'

/** Copilot CLI: mcp-config.json of the user; it has none for a project. */
export const copilotCli: HookRegistration = {
  agent: 'copilot-cli',
  title: 'Copilot CLI',
  events: ['mcp'],
  files: (scope) =>
    scope === 'project'
      ? []
      : [
          {
            folder: { base: 'home', path: '.copilot', env: 'COPILOT_HOME' },
            name: 'mcp-config.json',
            ...mcpTable({
              servers: 'mcpServers',
              entry: ([command, ...args]) => ({ type: 'local', command, args, tools: ['*'] }),
              words: ({ command, args }) => [command, ...(Array.isArray(args) ? args : [])],
            }),
          },
        ],
  signs: { project: [], user: [], commands: [] },
  next: (scope) =>
    scope === 'project' ? ['Copilot CLI knows servers of the user only: `ses enable copilot-cli --mcp --user`.'] : [],
}
