import { mcpToml } from '../mcp-toml.ts'
import type { HookRegistration } from '../registration.ts'

/** Codex: a table in config.toml. */
export const codex: HookRegistration = {
  agent: 'codex',
  title: 'Codex',
  events: ['mcp'],
  files: (scope) => [
    {
      folder:
        scope === 'project' ? { base: 'project', path: '.codex' } : { base: 'home', path: '.codex', env: 'CODEX_HOME' },
      name: 'config.toml',
      ...mcpToml,
    },
  ],
  signs: { project: [], user: [], commands: [] },
  next: (scope) => (scope === 'project' ? ['Codex reads the config of a project only when you have trusted it.'] : []),
}
