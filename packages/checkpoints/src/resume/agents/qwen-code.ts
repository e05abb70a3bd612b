import { join } from 'node:path'
import type { ResumableAgent } from '../agent-home.ts'

/** Qwen Code: a folder per project, a file per session. */
export const qwenCode: ResumableAgent = {
  agent: 'qwen-code',
  place: ({ session, project, home, env }) => {
    const folder = env['QWEN_RUNTIME_DIR'] || env['QWEN_HOME'] || join(home, '.qwen')
    const name = project.replace(/[^A-Za-z0-9]/g, '-')
    return { path: join(folder, 'projects', name, 'chats', `${session}.jsonl`) }
  },
  command: (session) => ['qwen', '--resume', session],
}
