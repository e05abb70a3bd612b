import { type JsonObject, objectOf, stringOf } from '../../json.ts'
import { changeOfHunks } from '../../patch.ts'
import type { RawTouch } from '../../raw-touch.ts'
import { joinPath } from '../../shell/shell-path.ts'
import { countLines } from '../../tool-table.ts'

/** Files of an applied patch: `{"/abs/a.ts":{"type":"update","unified_diff":"…"}}`. */
export function filesOfChanges(changes: JsonObject): RawTouch[] {
  return Object.entries(changes).flatMap(([path, value]): RawTouch[] => {
    const change = objectOf(value)
    const content = typeof change?.['content'] === 'string' ? change['content'] : undefined
    switch (change?.['type']) {
      case 'add':
        return [
          {
            path,
            operation: 'create',
            ...(content === undefined ? {} : { after: content, addedLines: countLines(content) }),
          },
        ]
      case 'delete':
        return [
          {
            path,
            operation: 'delete',
            ...(content === undefined ? {} : { before: content, removedLines: countLines(content) }),
          },
        ]
      case 'update': {
        const diff = typeof change['unified_diff'] === 'string' ? changeOfHunks(change['unified_diff']) : {}
        const to = stringOf(change['move_path'])
        return [to === undefined ? { path, operation: 'edit', ...diff } : { path, operation: 'rename', to, ...diff }]
      }
      default:
        return []
    }
  })
}

/** Touches as seen from a directory; an empty one leaves them as they are. */
export function relocated(
  touches: readonly RawTouch[] | undefined,
  directory: string,
): readonly RawTouch[] | undefined {
  if (touches === undefined || directory === '') return touches
  return touches.map((touch) => ({
    ...touch,
    path: joinPath(directory, touch.path) ?? touch.path,
    ...(touch.to === undefined ? {} : { to: joinPath(directory, touch.to) ?? touch.to }),
  }))
}
