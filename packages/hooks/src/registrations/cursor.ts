import { hookLine } from '../hook-command.ts'
import { hookTable } from '../hook-table.ts'
import type { HookFolder, HookRegistration } from '../registration.ts'

const AGENT = 'cursor'

/** Without the events around shell, MCP and file tools: `postToolUse` tells the same. */
const EVENTS = [
  'sessionStart',
  'beforeSubmitPrompt',
  'preToolUse',
  'postToolUse',
  'postToolUseFailure',
  'afterAgentResponse',
  'subagentStart',
  'subagentStop',
  'preCompact',
  'stop',
  'sessionEnd',
]

const user: HookFolder = { base: 'home', path: '.cursor' }

/** Cursor: hooks.json with a version, seconds. Nothing but its hooks tells tokens, results and times. */
export const cursor: HookRegistration = {
  agent: AGENT,
  title: 'Cursor',
  events: EVENTS,
  files: (scope, windows) => [
    {
      folder: scope === 'project' ? { base: 'project', path: '.cursor' } : user,
      name: 'hooks.json',
      ...hookTable({
        agent: AGENT,
        events: EVENTS,
        beside: ['version', 1],
        entry: (event, command) => ({
          command: hookLine(command, event, AGENT, windows ? 'powershell' : 'posix'),
          timeout: 5,
        }),
      }),
    },
  ],
  signs: { project: ['.cursor'], user: [user], commands: ['cursor', 'cursor-agent'] },
  next: () => ['Cursor reads its hooks when it starts: start it again.'],
}
