import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { SesError } from '@ses/model'
import type { CountedResponse } from '@ses/pricing'
import type { ScannedSession } from './scan-usage.ts'

/**
 * The session that a word names: by id or a unique prefix of it, `latest`, or the path of its transcript. A sub-agent's names that of
 * its parent. Throws `not_found` or `ambiguous_id`.
 */
export function findUsageSession(
  word: string,
  counted: readonly CountedResponse[],
  sessions: readonly ScannedSession[],
  cwd: string,
): string {
  const roots = new Map<string, { agent: string; start?: number }>()
  const rootOf = new Map<string, string>()
  for (const { sessionId, owner, agent, at } of counted) {
    rootOf.set(owner.id, sessionId)
    if (!roots.has(sessionId)) roots.set(sessionId, { agent, ...(at === undefined ? {} : { start: at }) })
  }
  for (const { id, parentId, agent } of sessions) {
    const root = rootOf.get(id) ?? parentId ?? id
    rootOf.set(id, root)
    if (!roots.has(root)) roots.set(root, { agent })
  }
  if (word === 'latest') {
    const last = counted.at(-1)
    if (last !== undefined) return last.sessionId
  }
  if (roots.has(word)) return word
  const path = resolve(cwd, word)
  if (existsSync(path) && statSync(path).isFile()) {
    const inFile = sessions.find((session) => session.path === path)
    if (inFile !== undefined) return rootOf.get(inFile.id) ?? inFile.id
  }
  const found = new Set([...rootOf].filter(([id]) => id.startsWith(word)).map(([, root]) => root))
  const [only] = found
  if (found.size === 1 && only !== undefined) return only
  if (found.size === 0 || word === '') {
    throw new SesError('not_found', `no session "${word}" with usage in the files looked at`, { data: { id: word } })
  }
  const candidates = [...found].slice(0, 10).map((folder) => {
    const { agent, start } = roots.get(folder) ?? { agent: '' }
    const day = start === undefined ? {} : { start: new Date(start).toISOString() }
    return { folder, agent, ...day, intent: '' }
  })
  throw new SesError('ambiguous_id', word, { data: { candidates, total: found.size } })
}
