import { join } from 'node:path'
import type { ResumableAgent } from '../agent-home.ts'

/** Longer folder names end in a hash that Claude Code alone knows how to make. */
const LONGEST = 200

/** Claude Code: a folder per project, a file per session. */
export const claudeCode: ResumableAgent = {
  agent: 'claude-code',
  place: ({ session, project, home, env }) => {
    const folder = project.replace(/[^A-Za-z0-9]/g, '-')
    if (folder.length > LONGEST)
      return { reason: 'the path of this project is too long for Claude Code to be found by' }
    return { path: join(env['CLAUDE_CONFIG_DIR'] || join(home, '.claude'), 'projects', folder, `${session}.jsonl`) }
  },
  command: (session) => ['claude', '--resume', session],
}
