import type { ReviewRule, RuleHit } from '../review-rule.ts'
import type { ViewedFile } from '../review-view.ts'

/** Changes of a database's shape. */
export const migrations: ReviewRule = {
  id: 'migration',
  title: 'A database migration',
  description:
    'Migrations that were added, and above all those that destroy data, may lock a table, or were changed after they may have run.',
  category: 'bug',
  severity: 'info',
  recommendation: 'Check that it can be rolled back and how long it locks what it changes.',
  confidence: 0.8,
  check(view) {
    return view.files.flatMap((file): RuleHit[] => {
      if (file.category !== 'migration' || file.diff.status === 'deleted') return []
      const destroying = destroyingLine(file)
      if (destroying !== undefined) {
        return [
          {
            title: 'A migration destroys data',
            message: `${file.path} drops or empties something that may hold data.`,
            file,
            line: destroying.line,
            severity: 'high',
            recommendation:
              'Make sure that nothing reads it any more and that a backup exists; drop it in a later release.',
          },
        ]
      }
      if (file.diff.status !== 'added' && file.added.length + file.removed.size > 0) {
        return [
          {
            title: 'An existing migration was changed',
            message: `${file.path} may have run already; where it has, this change does nothing.`,
            file,
            ...(file.added[0] === undefined ? {} : { line: file.added[0].line }),
            severity: 'medium',
            recommendation: 'Add a new migration, unless this one was never released.',
            subject: 'changed',
          },
        ]
      }
      const first = file.added.find(({ code }) => /\w/.test(code))
      if (first === undefined) return []
      return [{ message: `${file.path} changes the database.`, file, line: first.line, subject: 'added' }]
    })
  },
}

const DESTROYS =
  /\bdrop\s+(?:table|column|database|schema)\b|\btruncate\s+(?:table\s+)?\w|\bdelete\s+from\s+\w+\s*;|\b(?:drop_table|drop_column|remove_column|dropTable|dropColumn|removeColumn|RemoveField|DeleteModel|DropTable|DropColumn)\b/i

/** What undoes a migration may drop what the migration made. */
const UNDO = /\bdown\b|\bdowngrade\b|rollback|reverse/i
const DO = /\bup\b|\bupgrade\b/i

function destroyingLine(file: ViewedFile): ViewedFile['added'][number] | undefined {
  if (UNDO.test(file.path.slice(file.path.lastIndexOf('/') + 1))) return undefined
  let undoing = false
  for (const each of file.lines) {
    const { code, comment, line } = each
    const header = /^\s*(?:async\s+)?(?:def|function|exports\.|public|export|--)/.test(code) || comment.trim() !== ''
    if (header && UNDO.test(`${code} ${comment}`)) undoing = true
    else if (header && DO.test(`${code} ${comment}`)) undoing = false
    // Dropping what is made again in the same file is a rebuild.
    if (!undoing && line.kind === 'added' && DESTROYS.test(code) && !/if\s+exists/i.test(code)) return each
  }
  return undefined
}
