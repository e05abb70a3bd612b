import type { FileOperation } from '@ses/model'
import type { FoundCommit } from '../../checks/commit-refs.ts'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import type { RawTouch } from '../../raw-touch.ts'

const OPERATIONS: readonly unknown[] = ['create', 'edit', 'delete', 'rename'] satisfies readonly FileOperation[]

/** Files that differ between the start and the end, as the event of the end tells them. */
export function filesIn(git: JsonObject): RawTouch[] {
  return arrayOf(git['files']).flatMap((item) => {
    const { path, operation, to, added, removed } = objectOf(item) ?? {}
    if (typeof path !== 'string' || path === '' || !OPERATIONS.includes(operation)) return []
    const [addedLines, removedLines] = [numberOf(added), numberOf(removed)]
    return [
      {
        path,
        operation: operation as FileOperation,
        ...(typeof to === 'string' ? { to } : {}),
        ...(addedLines === undefined ? {} : { addedLines }),
        ...(removedLines === undefined ? {} : { removedLines }),
      },
    ]
  })
}

/** Commits that were made in between and are still there. */
export function commitsIn(git: JsonObject): FoundCommit[] {
  return arrayOf(git['commits']).flatMap((item) => {
    const commit = objectOf(item) ?? {}
    const [sha, branch, subject] = [commit['sha'], commit['branch'], commit['subject']].map(stringOf)
    if (sha === undefined || !/^[0-9a-f]{4,64}$/.test(sha)) return []
    return [{ sha, ...(branch === undefined ? {} : { branch }), ...(subject === undefined ? {} : { subject }) }]
  })
}
