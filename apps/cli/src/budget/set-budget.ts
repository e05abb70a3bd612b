import { SesError } from '@ses/model'
import { budgetScopes } from '@ses/pricing'
import type { BudgetConfig } from '@ses/schema'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { editConfig } from '../pricing/edit-config.ts'
import { configFiles } from '../settings.ts'

const KEYS: readonly string[] = [...budgetScopes, 'warn_at']

/** Sets limits, given as `day 20` or `day=20 month=300`; `off` takes one away. */
export async function setBudget(context: Context, input: Input, words: readonly string[]): Promise<number> {
  const changes = readChanges(words)
  const [project, user] = configFiles(context.places)
  const file = input.flag('here') ? project : user
  let budget: BudgetConfig = {}
  editConfig(file, ({ budget: before = {}, ...config }) => {
    const limits = new Map<string, number>(Object.entries(before))
    for (const [key, value] of changes) {
      if (value === undefined) limits.delete(key)
      else limits.set(key, value)
    }
    budget = Object.fromEntries(limits)
    return limits.size === 0 ? config : { ...config, budget }
  })
  if (context.json) context.printJson({ schema_version: 1, file, budget })
  else {
    const told = Object.entries(budget).map(([key, value]) => `${key} ${key === 'warn_at' ? value : `$${value}`}`)
    context.print([`${context.style.good('✓')} budget: ${told.length === 0 ? 'none' : told.join(', ')}`])
  }
  return 0
}

function readChanges(words: readonly string[]): [key: string, value: number | undefined][] {
  const pairs = words.some((word) => word.includes('=')) ? words.map((word) => word.split('=')) : [[...words]]
  return pairs.map(([key = '', text = '', ...rest]) => {
    const value = text === 'off' ? undefined : Number(text.replace(/^\$/, ''))
    const isNumber = value === undefined || (text !== '' && Number.isFinite(value) && value >= 0)
    if (!KEYS.includes(key) || !isNumber || rest.length > 0) {
      throw new SesError('usage', `budget set ${words.join(' ')}: expected ${KEYS.join(', ')} and US dollars, or off`)
    }
    return [key, value]
  })
}
