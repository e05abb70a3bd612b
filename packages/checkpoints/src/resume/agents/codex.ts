import { join } from 'node:path'
import type { ResumableAgent } from '../agent-home.ts'

/** Codex: a folder per day; the file's name tells it. */
export const codex: ResumableAgent = {
  agent: 'codex',
  place: ({ file, home, env }) => {
    const [, year, month, day] = /^rollout-(\d{4})-(\d\d)-(\d\d)T[\w.-]+\.jsonl$/.exec(file) ?? []
    if (year === undefined || month === undefined || day === undefined) {
      return { reason: 'its file name is none that Codex would look for' }
    }
    return { path: join(env['CODEX_HOME'] || join(home, '.codex'), 'sessions', year, month, day, file) }
  },
  command: (session) => ['codex', 'resume', session],
}
