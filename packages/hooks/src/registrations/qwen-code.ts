import { hookLine } from '../hook-command.ts'
import { hookTable } from '../hook-table.ts'
import type { HookFolder, HookRegistration } from '../registration.ts'

const AGENT = 'qwen-code'

const EVENTS = [
  'SessionStart',
  'UserPromptSubmit',
  'PreToolUse',
  'PostToolUse',
  'PostToolUseFailure',
  'SubagentStart',
  'SubagentStop',
  'PreCompact',
  'Stop',
  'SessionEnd',
]

const user: HookFolder = { base: 'home', path: '.qwen', env: 'QWEN_HOME' }

/** Qwen Code: `hooks` in settings.json. Timeouts were milliseconds and are seconds now, where a value of 1000 and more keeps its old meaning. */
export const qwenCode: HookRegistration = {
  agent: AGENT,
  title: 'Qwen Code',
  events: EVENTS,
  files: (scope, windows) => [
    {
      folder: scope === 'project' ? { base: 'project', path: '.qwen' } : user,
      name: 'settings.json',
      ...hookTable({
        agent: AGENT,
        events: EVENTS,
        entry: (event, command) => ({
          hooks: [
            {
              type: 'command',
              name: 'ses',
              command: hookLine(command, event, AGENT, windows ? 'powershell' : 'posix'),
              timeout: 5000,
              ...(windows ? { shell: 'powershell' } : {}),
            },
          ],
        }),
      }),
    },
  ],
  signs: { project: ['.qwen'], user: [user], commands: ['qwen'] },
  next: () => ['Sessions that are open now are recorded after Qwen Code has been started again.'],
}
