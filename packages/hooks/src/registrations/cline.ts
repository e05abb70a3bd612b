import { hookLine, scriptOfLine } from '../hook-command.ts'
import type { HookFolder, HookRegistration } from '../registration.ts'
import { scriptFile } from '../script-file.ts'

const AGENT = 'cline'

const EVENTS = [
  'TaskStart',
  'TaskResume',
  'UserPromptSubmit',
  'PreToolUse',
  'PostToolUse',
  'PreCompact',
  'TaskComplete',
  'TaskError',
  'TaskCancel',
  'SessionShutdown',
]

const user: HookFolder = { base: 'home', path: '.cline', env: 'CLINE_DIR' }

/**
 * Cline: one executable file per event, named after it, run by its first line; on Windows a PowerShell file. Cline 3.0 looks into
 * `.clinerules/hooks` and `~/.cline/hooks`; its extension for VS Code into the first. Its limit is 30 s and cannot be set.
 */
export const cline: HookRegistration = {
  agent: AGENT,
  title: 'Cline',
  events: EVENTS,
  files: (scope, windows) =>
    EVENTS.map((event) => ({
      folder: scope === 'project' ? { base: 'project', path: '.clinerules' } : user,
      name: `hooks/${event}${windows ? '.ps1' : ''}`,
      executable: true,
      ...scriptFile({
        agent: AGENT,
        events: [event],
        scriptOf: (text) =>
          text
            .split(/\r?\n/)
            .map(scriptOfLine)
            .find((script) => script !== undefined),
        write: (command) =>
          windows
            ? `# Written by ses; \`ses disable cline\` removes it.\r\n${hookLine(command, event, AGENT, 'powershell')}\r\n`
            : `#!/bin/sh\n# Written by ses; \`ses disable cline\` removes it.\n${hookLine(command, event, AGENT)}\n`,
      }),
    })),
  signs: { project: ['.clinerules'], user: [user], commands: ['cline'] },
  next: () => ['In VS Code, hooks have to be switched on in the settings of Cline.'],
}
