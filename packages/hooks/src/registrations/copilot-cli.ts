import { hookLine } from '../hook-command.ts'
import { hookTable } from '../hook-table.ts'
import type { HookFolder, HookRegistration } from '../registration.ts'

const AGENT = 'copilot-cli'

const EVENTS = [
  'sessionStart',
  'userPromptSubmitted',
  'preToolUse',
  'postToolUse',
  'postToolUseFailure',
  'errorOccurred',
  'subagentStop',
  'preCompact',
  'agentStop',
  'sessionEnd',
]

const home: HookFolder = { base: 'home', path: '.copilot', env: 'COPILOT_HOME' }

/** Copilot CLI: any JSON file in its hooks folder, seconds; a line for bash and one for PowerShell (a plain `command` is refused). */
export const copilotCli: HookRegistration = {
  agent: AGENT,
  title: 'Copilot CLI',
  events: EVENTS,
  files: (scope) => [
    {
      folder: scope === 'project' ? { base: 'project', path: '.github' } : home,
      name: 'hooks/ses.json',
      ...hookTable({
        agent: AGENT,
        events: EVENTS,
        beside: ['version', 1],
        entry: (event, command) => ({
          type: 'command',
          bash: hookLine(command, event, AGENT),
          powershell: hookLine(command, event, AGENT, 'powershell'),
          timeoutSec: 5,
        }),
      }),
    },
  ],
  signs: { project: ['.github/hooks'], user: [home], commands: ['copilot'] },
  next: (scope) => [
    'Sessions that are open now are recorded after Copilot CLI has been started again.',
    // Since 1.0.40 (its release notes); seen with 1.0.102.
    ...(scope === 'project'
      ? [
          '`copilot -p` skips hooks of a project unless GITHUB_COPILOT_PROMPT_MODE_REPO_HOOKS=true is set; `ses enable copilot-cli --user` needs no such thing.',
        ]
      : []),
  ],
}
