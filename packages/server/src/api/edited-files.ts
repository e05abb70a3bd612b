import { type FileTouch, fileCategory, type Session, walkSessions } from '@ses/model'
import type { DashboardEdit, DashboardFiles } from '@ses/schema'
import { unifiedDiff } from './unified-diff.ts'

const CHANGES: ReadonlySet<string> = new Set(['create', 'write', 'edit', 'delete', 'rename'])

/** Edits with a diff, of all files together; of the others only that they were made is told. */
const MAX_DIFFS = 1000

/** What a session and its sub-agents did to files, in the order of their first change. Failed calls changed nothing. */
export function editedFiles(session: Session): DashboardFiles {
  const files = new Map<string, { added: number; removed: number; edits: DashboardEdit[] }>()
  let diffs = 0
  for (const part of walkSessions(session)) {
    for (const event of part.events) {
      if (event.type !== 'tool' || event.outcome !== 'ok') continue
      for (const touch of event.files) {
        if (!CHANGES.has(touch.operation)) continue
        const file = files.get(touch.path) ?? { added: 0, removed: 0, edits: [] }
        files.set(touch.path, file)
        const diff = diffs < MAX_DIFFS ? diffOf(touch) : []
        diffs += 1
        file.added += touch.addedLines ?? 0
        file.removed += touch.removedLines ?? 0
        file.edits.push({
          event: event.id,
          at: event.at === undefined ? null : new Date(event.at).toISOString(),
          operation: touch.operation,
          diff,
        })
      }
    }
  }
  return {
    schema_version: 1,
    files: Array.from(files, ([path, { added, removed, edits }]) => ({
      path,
      category: fileCategory(path),
      added_lines: added,
      removed_lines: removed,
      edits,
    })),
  }
}

function diffOf({ operation, before, after, to }: FileTouch): string[] {
  if (operation === 'rename' && to !== undefined) return [`@@ renamed to ${to.replaceAll('\n', ' ')} @@`]
  return unifiedDiff(before, after)
}
