import { listArchive, sweepArchive } from '@ses/archive'
import { archiveOf } from '../../archive/archive-place.ts'
import { count } from '../../terminal/amounts.ts'
import type { Check, Problem } from '../check.ts'

/** The end of every archived file, which tells whether it was written to its end; `ses archive verify` reads all of them. */
export const archive: Check = {
  id: 'archive',
  title: 'Archived sessions are whole',
  inspect: async (context) => {
    const place = archiveOf(context)
    const { damaged, temporary } = listArchive(place)
    const problems: Problem[] = []
    if (damaged.length > 0) {
      problems.push({
        severity: 'problem',
        title: `${count(damaged.length, 'archived file')} cannot be read: ${damaged.slice(0, 3).join(', ')}`,
        cause: 'They were cut short or changed by something else than ses; the others are not touched by it.',
        fix: '`ses archive verify` tells more; where the transcript is still there, `ses archive <transcript>` keeps it anew',
      })
    }
    const old = temporary.filter((file) =>
      isAbandoned(context.host.now(), place.fs.statSync, `${place.directory}/${file}`),
    )
    if (old.length > 0) {
      problems.push({
        severity: 'warning',
        title: `${count(old.length, 'file')} in the archive of writes that were cut short`,
        cause: 'A process was killed while it archived; what was there before is whole.',
        fix: '`ses doctor --fix` removes them',
        repair: () => sweepArchive(place),
      })
    }
    return problems
  },
}

/** As old as the archive's own sweep wants them. */
const ABANDONED_MS = 3_600_000

function isAbandoned(now: number, stat: (path: string) => { readonly mtimeMs: number }, path: string): boolean {
  try {
    return now - stat(path).mtimeMs >= ABANDONED_MS
  } catch {
    return false
  }
}
