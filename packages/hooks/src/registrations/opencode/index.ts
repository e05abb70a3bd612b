import type { HookFolder, HookRegistration } from '../../registration.ts'
import { scriptFile } from '../../script-file.ts'
import { events, pluginText, scriptOfPlugin } from './plugin-text.ts'

const AGENT = 'opencode'

const user: HookFolder = {
  base: 'home',
  path: '.config/opencode',
  env: 'XDG_CONFIG_HOME',
  envPath: 'opencode',
}

/** OpenCode: a plugin file. Every version looks into `plugin/`, newer ones into `plugins/` as well. */
export const opencode: HookRegistration = {
  agent: AGENT,
  title: 'OpenCode',
  events,
  files: (scope) => [
    {
      folder: scope === 'project' ? { base: 'project', path: '.opencode' } : user,
      name: 'plugin/ses.js',
      ...scriptFile({ agent: AGENT, events, write: pluginText, scriptOf: scriptOfPlugin }),
    },
  ],
  signs: { project: ['.opencode', 'opencode.json', 'opencode.jsonc'], user: [user], commands: ['opencode'] },
  next: () => ['OpenCode loads plugins when it starts: start it again.'],
}
