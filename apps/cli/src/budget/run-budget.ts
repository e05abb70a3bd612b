import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { setBudget } from './set-budget.ts'
import { showBudget } from './show-budget.ts'

/** `set`, `show` or `check`. */
export async function runBudget(context: Context, input: Input): Promise<number> {
  const [action = 'show', ...words] = input.words
  if (action === 'set') return setBudget(context, input, words)
  if ((action === 'show' || action === 'check') && words.length === 0) {
    return showBudget(context, input, action === 'check')
  }
  throw new SesError('usage', `budget ${input.words.join(' ')}: expected set, show or check`)
}
