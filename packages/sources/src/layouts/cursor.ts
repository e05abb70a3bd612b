import { basename, dirname, join } from 'node:path'
import { listFolder } from '../list-folder.ts'
import type { FileLayout } from './file-layout.ts'

/** `<conversation>/subagents/<id>.jsonl` beside `<conversation>/<conversation>.jsonl`. */
export const cursor: FileLayout = {
  agent: 'cursor',
  relate: async (files) => {
    const all = new Set(files)
    return files.flatMap((file) => {
      const folder = dirname(file)
      const conversation = dirname(folder)
      if (basename(folder) !== 'subagents' || !file.endsWith('.jsonl')) return []
      const name = `${basename(conversation)}.jsonl`
      const to = [join(conversation, name), join(dirname(conversation), name)].find((path) => all.has(path))
      // Claude Code's lie beside the folder too, and are told by its own rules.
      return to === undefined || /^agent-/.test(basename(file)) ? [] : [{ file, to, as: 'subagent' as const }]
    })
  },
  around: async (path) => {
    const folder = dirname(path)
    if (basename(path) !== `${basename(folder)}.jsonl`) return []
    return listFolder(join(folder, 'subagents'), (name) => name.endsWith('.jsonl'))
  },
}
