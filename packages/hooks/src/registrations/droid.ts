import { hookLine } from '../hook-command.ts'
import { hookTable } from '../hook-table.ts'
import type { HookFolder, HookRegistration } from '../registration.ts'

const AGENT = 'droid'

const EVENTS = [
  'SessionStart',
  'UserPromptSubmit',
  'PreToolUse',
  'PostToolUse',
  'Notification',
  'SubagentStop',
  'PreCompact',
  'Stop',
  'SessionEnd',
]

const user: HookFolder = { base: 'home', path: '.factory' }

/** Factory droid: `hooks` in settings.json in the form of Claude Code's, seconds (docs.factory.ai; not run here). */
export const droid: HookRegistration = {
  agent: AGENT,
  title: 'Factory droid',
  events: EVENTS,
  files: (scope) => [
    {
      folder: scope === 'project' ? { base: 'project', path: '.factory' } : user,
      name: 'settings.json',
      ...hookTable({
        agent: AGENT,
        events: EVENTS,
        entry: (event, command) => ({
          hooks: [{ type: 'command', command: hookLine(command, event, AGENT), timeout: 5 }],
        }),
      }),
    },
  ],
  signs: { project: ['.factory'], user: [user], commands: ['droid'] },
  next: () => ['Start droid again; where it asks, review the new hooks with /hooks.'],
}
