import type { FolderIndex } from '@ses/store'
import type { Context } from '../context.ts'
import { count } from '../terminal/amounts.ts'

/** Notes on stderr the folders that are in no answer because they cannot be read. */
export async function tellDamaged(context: Context, index: FolderIndex): Promise<void> {
  const damaged = await index.damaged()
  if (damaged.length === 0) return
  context.note(`ses: ${count(damaged.length, 'damaged session folder')} left out: ${damaged.slice(0, 3).join(', ')}`)
}
