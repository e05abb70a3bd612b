import { basename, dirname, join } from 'node:path'
import { listFolder } from '../list-folder.ts'
import type { FileLayout, FileRelation } from './file-layout.ts'

const MESSAGES = '.messages.json'

/** `<id>.json`, then `<id>.messages.json`; sub-agents' messages in the same folder as `agent_<id>.messages.json`. */
export const cline: FileLayout = {
  agent: 'cline',
  relate: async (files) => {
    const all = new Set(files)
    return files.flatMap((file): FileRelation[] => {
      if (!file.endsWith(MESSAGES)) return []
      const description = `${file.slice(0, -MESSAGES.length)}.json`
      if (all.has(description)) return [{ file, to: description, as: 'after' }]
      const session = join(dirname(file), basename(dirname(file)))
      const to = [`${session}.json`, `${session}${MESSAGES}`].find((path) => path !== file && all.has(path))
      return to === undefined || !basename(file).startsWith('agent_') ? [] : [{ file, to, as: 'subagent' }]
    })
  },
  around: async (path) => {
    const own = path.endsWith(MESSAGES) ? `${path.slice(0, -MESSAGES.length)}.json` : undefined
    const messages = await listFolder(dirname(path), (name) => name.endsWith(MESSAGES))
    // A document with no messages beside it is not of this agent.
    if (messages.length === 0) return []
    return own === undefined ? messages : [own, ...messages]
  },
}
