import { hookLine } from '../hook-command.ts'
import { hookTable } from '../hook-table.ts'
import type { HookFolder, HookRegistration } from '../registration.ts'

const AGENT = 'claude-code'

/** In every version since 2.1; the agent refuses a whole settings file for an event that it does not know. */
const EVENTS = [
  'SessionStart',
  'UserPromptSubmit',
  'PreToolUse',
  'PostToolUse',
  'PostToolUseFailure',
  'Notification',
  'SubagentStart',
  'SubagentStop',
  'PreCompact',
  'Stop',
  'SessionEnd',
]

const user: HookFolder = { base: 'home', path: '.claude', env: 'CLAUDE_CONFIG_DIR' }

/** Claude Code: `hooks` in settings.json, seconds. All end-of-session hooks share the largest timeout in the settings, 1.5 s without one. */
export const claudeCode: HookRegistration = {
  agent: AGENT,
  title: 'Claude Code',
  events: EVENTS,
  files: (scope) => [
    {
      folder: scope === 'project' ? { base: 'project', path: '.claude' } : user,
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
  signs: { project: ['.claude'], user: [user], commands: ['claude'] },
  next: () => ['Sessions that are open now are recorded after Claude Code has been started again.'],
}
