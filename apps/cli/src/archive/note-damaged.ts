import type { Context } from '../context.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'

const MAX_NAMED = 5

/** Names damaged files on stderr; what can be read is shown all the same. */
export function noteDamaged(context: Context, damaged: readonly string[]): void {
  if (damaged.length === 0) return
  const named = damaged.slice(0, MAX_NAMED).map(neutralise).join(', ')
  const rest = damaged.length > MAX_NAMED ? ` and ${damaged.length - MAX_NAMED} more` : ''
  context.note(`ses: ${count(damaged.length, 'damaged file')} left out: ${named}${rest}`)
}
