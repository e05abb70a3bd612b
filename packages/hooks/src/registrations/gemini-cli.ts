import { hookLine } from '../hook-command.ts'
import { hookTable } from '../hook-table.ts'
import type { HookFolder, HookRegistration } from '../registration.ts'

const AGENT = 'gemini-cli'

/** Without BeforeModel, AfterModel, BeforeToolSelection and PreCompress: they come with every request and repeat the whole conversation. */
const EVENTS = ['SessionStart', 'BeforeAgent', 'BeforeTool', 'AfterTool', 'Notification', 'AfterAgent', 'SessionEnd']

const user: HookFolder = { base: 'home', path: '.gemini', env: 'GEMINI_CLI_HOME', envPath: '.gemini' }

/** Gemini CLI: `hooks` in settings.json, milliseconds. It runs the line with bash, on Windows with PowerShell. */
export const geminiCli: HookRegistration = {
  agent: AGENT,
  title: 'Gemini CLI',
  events: EVENTS,
  files: (scope, windows) => [
    {
      folder: scope === 'project' ? { base: 'project', path: '.gemini' } : user,
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
            },
          ],
        }),
      }),
    },
  ],
  signs: { project: ['.gemini'], user: [user], commands: ['gemini'] },
  next: (scope) => [
    'Sessions that are open now are recorded after Gemini CLI has been started again.',
    ...(scope === 'project' ? ['Gemini CLI reads settings of a project only when you have trusted its folder.'] : []),
  ],
}
