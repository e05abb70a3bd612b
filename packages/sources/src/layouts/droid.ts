import { basename, dirname, join } from 'node:path'
import { listFolder } from '../list-folder.ts'
import { mapConcurrently } from '../map-concurrently.ts'
import { peekRow } from '../peek-rows.ts'
import type { FileLayout, FileRelation } from './file-layout.ts'

const SETTINGS = '.settings.json'
const PARALLEL = 16

/** `<id>.jsonl`, then `<id>.settings.json`; a sub-agent is a session of the same folder whose first row names the caller. */
export const droid: FileLayout = {
  agent: 'droid',
  relate: async (files) => {
    const all = new Set(files)
    const relations: FileRelation[] = []
    const sessions: string[] = []
    for (const file of files) {
      if (!file.endsWith(SETTINGS)) continue
      const to = `${file.slice(0, -SETTINGS.length)}.jsonl`
      if (!all.has(to)) continue
      relations.push({ file, to, as: 'after' })
      sessions.push(to)
    }
    const callers = await mapConcurrently(sessions, PARALLEL, readCaller)
    for (const [index, caller] of callers.entries()) {
      const file = sessions[index] as string
      const to = caller === undefined ? file : join(dirname(file), `${caller.session}.jsonl`)
      if (to === file || !all.has(to)) continue
      const { callId } = caller as Caller
      relations.push({ file, to, as: 'subagent', ...(callId === undefined ? {} : { callId }) })
    }
    return relations
  },
  around: async (path) => {
    const stem = path.endsWith(SETTINGS) ? path.slice(0, -SETTINGS.length) : path.replace(/\.jsonl$/, '')
    const settings = await listFolder(dirname(path), (name) => name.endsWith(SETTINGS))
    if (!settings.includes(`${stem}${SETTINGS}`)) return []
    return settings.flatMap((file) => [join(dirname(file), `${basename(file, SETTINGS)}.jsonl`), file])
  },
}

interface Caller {
  readonly session: string
  readonly callId?: string
}

async function readCaller(file: string): Promise<Caller | undefined> {
  const row = await peekRow(file, ({ type }) => type === 'session_start')
  const { callingSessionId: session, callingToolUseId: callId } = row ?? {}
  if (typeof session !== 'string' || /[/\\]/.test(session)) return undefined
  return { session, ...(typeof callId === 'string' ? { callId } : {}) }
}
