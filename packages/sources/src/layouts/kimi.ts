import { basename, dirname, join } from 'node:path'
import { listFolder } from '../list-folder.ts'
import type { FileLayout } from './file-layout.ts'

const WIRE = 'wire.jsonl'

/** `<session>/agents/<agent>/wire.jsonl`: all but `main` are sub-agents. */
export const kimi: FileLayout = {
  agent: 'kimi',
  relate: async (files) => {
    const all = new Set(files)
    return files.flatMap((file) => {
      const to = mainOf(file)
      return to !== undefined && to !== file && all.has(to) ? [{ file, to, as: 'subagent' as const }] : []
    })
  },
  around: async (path) => {
    if (mainOf(path) !== path) return []
    const agents = await listFolder(dirname(dirname(path)), (name) => !name.includes('.'))
    return agents.map((folder) => join(folder, WIRE)).filter((file) => file !== path)
  },
}

function mainOf(file: string): string | undefined {
  const agents = dirname(dirname(file))
  return basename(file) === WIRE && basename(agents) === 'agents' ? join(agents, 'main', WIRE) : undefined
}
