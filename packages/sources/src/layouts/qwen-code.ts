import { basename, dirname, join } from 'node:path'
import { listFolder } from '../list-folder.ts'
import type { FileLayout } from './file-layout.ts'

const AGENT_FILE = /^agent-[^/\\]+\.jsonl$/

/** `subagents/<session>/agent-*.jsonl` beside `chats/<session>.jsonl`. */
export const qwenCode: FileLayout = {
  agent: 'qwen-code',
  relate: async (files) => {
    const all = new Set(files)
    return files.flatMap((file) => {
      const folder = dirname(file)
      if (!AGENT_FILE.test(basename(file)) || basename(dirname(folder)) !== 'subagents') return []
      const to = join(dirname(dirname(folder)), 'chats', `${basename(folder)}.jsonl`)
      return all.has(to) ? [{ file, to, as: 'subagent' as const }] : []
    })
  },
  around: async (path) => {
    if (basename(dirname(path)) !== 'chats') return []
    const folder = join(dirname(dirname(path)), 'subagents', basename(path, '.jsonl'))
    return listFolder(folder, (name) => AGENT_FILE.test(name))
  },
}
