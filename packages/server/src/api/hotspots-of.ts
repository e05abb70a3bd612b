import type { DashboardFileHistory, DashboardHotspot } from '@ses/schema'
import type { SessionDigest } from '../sessions/session-digest.ts'

const MAX_HISTORY = 500

/** Changed files, those that most sessions changed first. */
export function hotspotsOf(digests: readonly SessionDigest[]): DashboardHotspot[] {
  const files = new Map<string, { category: string; sessions: number; changes: number; at: string | null }>()
  for (const { listed, summary } of digests) {
    const at = listed.end ?? listed.start
    for (const { path, category, operations } of summary.changes.files) {
      const file = files.get(path) ?? { category, sessions: 0, changes: 0, at: null }
      files.set(path, file)
      file.sessions += 1
      file.changes += operations.length
      if (at !== null && (file.at === null || at > file.at)) file.at = at
    }
  }
  return Array.from(files, ([path, { at, ...counts }]) => ({ path, ...counts, last_at: at })).sort(
    (a, b) => b.sessions - a.sessions || b.changes - a.changes || (a.path < b.path ? -1 : 1),
  )
}

/** Which sessions changed a file, the latest first; empty for a file that none did. */
export function fileHistoryOf(digests: readonly SessionDigest[], path: string): DashboardFileHistory {
  const entries: DashboardFileHistory['entries'][number][] = []
  for (const { listed, summary } of digests) {
    if (entries.length >= MAX_HISTORY) break
    const { folder, intent, agent, end, start } = listed
    const file = summary.changes.files.find((one) => one.path === path)
    for (const operation of file?.operations ?? []) {
      entries.push({ session: folder, intent, agent, at: end ?? start, operation })
    }
  }
  return { schema_version: 1, path, entries: entries.slice(0, MAX_HISTORY) }
}
