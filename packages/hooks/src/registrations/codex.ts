import { codexNotify } from '../codex-notify.ts'
import { hookLine } from '../hook-command.ts'
import { hookTable } from '../hook-table.ts'
import type { HookFolder, HookRegistration } from '../registration.ts'

const AGENT = 'codex'

const EVENTS = [
  'SessionStart',
  'UserPromptSubmit',
  'PreToolUse',
  'PostToolUse',
  'SubagentStart',
  'SubagentStop',
  'PreCompact',
  'Stop',
  'Interrupt',
  'SessionEnd',
]

/** Codex cuts the timeout of these down to three seconds. */
const SHORT = new Set(['Interrupt', 'SessionEnd'])

const user: HookFolder = { base: 'home', path: '.codex', env: 'CODEX_HOME' }

/** Codex: hooks.json, seconds; `commandWindows` beside `command`. Its config.toml may name one `notify` program, in the user's file only. */
export const codex: HookRegistration = {
  agent: AGENT,
  title: 'Codex',
  events: EVENTS,
  files: (scope, windows) => [
    {
      folder: scope === 'project' ? { base: 'project', path: '.codex' } : user,
      name: 'hooks.json',
      ...hookTable({
        agent: AGENT,
        events: EVENTS,
        entry: (event, command) => ({
          hooks: [
            {
              type: 'command',
              command: hookLine(command, event, AGENT),
              commandWindows: hookLine(command, event, AGENT, 'cmd'),
              timeout: SHORT.has(event) ? 3 : 5,
            },
          ],
        }),
      }),
    },
    // `notify` is given to `sh`.
    ...(scope === 'user' && !windows
      ? [{ folder: user, name: 'config.toml', optional: true as const, ...codexNotify }]
      : []),
  ],
  signs: { project: ['.codex'], user: [user], commands: ['codex'] },
  next: (scope) => [
    `Codex skips hooks that you have not trusted, without a word. Start \`codex\`${scope === 'project' ? ' in this project' : ''}, trust them in the review that comes up (or type /hooks), and do so again whenever ses says that it changed them.`,
    ...(scope === 'project' ? ['Codex reads hooks of a project only when you have trusted the project too.'] : []),
  ],
}
