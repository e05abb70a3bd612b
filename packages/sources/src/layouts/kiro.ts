import { basename, dirname, join } from 'node:path'
import type { FileLayout } from './file-layout.ts'

/** `sessions/cli/<id>.json`, then `<id>.jsonl`; `sess_<id>/session.json`, then `messages.jsonl`. */
export const kiro: FileLayout = {
  agent: 'kiro',
  relate: async (files) => {
    const all = new Set(files)
    return files.flatMap((to) => {
      const file = descriptionOf(to)
      return file !== undefined && all.has(file) ? [{ file, to, as: 'before' as const }] : []
    })
  },
  around: async (path) => [descriptionOf(path), transcriptOf(path)].filter((file) => file !== undefined),
}

function descriptionOf(path: string): string | undefined {
  const folder = dirname(path)
  if (basename(path) === 'messages.jsonl' && basename(folder).startsWith('sess_')) return join(folder, 'session.json')
  return isCommandLine(folder) && path.endsWith('.jsonl') ? path.slice(0, -1) : undefined
}

function transcriptOf(path: string): string | undefined {
  const folder = dirname(path)
  if (basename(path) === 'session.json' && basename(folder).startsWith('sess_')) return join(folder, 'messages.jsonl')
  return isCommandLine(folder) && path.endsWith('.json') ? `${path}l` : undefined
}

function isCommandLine(folder: string): boolean {
  return basename(folder) === 'cli' && basename(dirname(folder)) === 'sessions'
}
