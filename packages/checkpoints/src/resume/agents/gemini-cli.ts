import { join } from 'node:path'
import type { ResumableAgent } from '../agent-home.ts'

/** Gemini CLI: a folder per project, whose name stands in `projects.json`. */
export const geminiCli: ResumableAgent = {
  agent: 'gemini-cli',
  place: ({ file, project, home, env, read }) => {
    const folder = join(env['GEMINI_CLI_HOME'] || home, '.gemini')
    const name = projectName(read(join(folder, 'projects.json')), project)
    if (name === undefined)
      return { reason: 'Gemini CLI does not know this project yet: start it here once, then again' }
    if (!/^session-[\w.-]+\.jsonl?$/.test(file))
      return { reason: 'its file name is none that Gemini CLI would look for' }
    return { path: join(folder, 'tmp', name, 'chats', file) }
  },
  command: (session) => ['gemini', '--resume', session],
}

function projectName(json: string | undefined, project: string): string | undefined {
  try {
    const { projects } = JSON.parse(json ?? '') as { projects?: Record<string, unknown> }
    const name = projects?.[project]
    return typeof name === 'string' && /^[\w-][\w.-]*$/.test(name) ? name : undefined
  } catch {
    return undefined
  }
}
