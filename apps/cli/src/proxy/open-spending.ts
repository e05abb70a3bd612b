import { type BudgetScope, budgetScopes, checkBudget } from '@ses/pricing'
import type { Exchange } from '@ses/proxy'
import { configDefaults } from '@ses/schema'
import { sumSpent } from '../budget/spent.ts'
import type { Context } from '../context.ts'
import { loadConfig } from '../settings.ts'
import { money } from '../terminal/amounts.ts'
import { loadUsage } from '../usage/load-usage.ts'
import { dayOf, openTimeZone } from '../usage/time-zone.ts'

/** What may still be spent while a proxy runs. */
export interface Spending {
  /** Books what an exchange cost. A limit that comes near or is passed is told once. */
  readonly add: (exchange: Exchange) => void
  /** What a client is told when nothing is left; undefined while something is. */
  readonly refusal: () => string | undefined
  /** Requests that were refused so far. */
  readonly refused: () => number
  /** Limit of the session in US dollars; absent without one. */
  readonly sessionLimitUsd?: number
}

/**
 * Opens the budgets of the config, `sessionLimitUsd` over the one of a session. What others spent is read once, at the beginning, and only
 * where a limit of more than this session asks for it; own spending is added as it comes.
 */
export async function openSpending(
  context: Context,
  given: { readonly sessionLimitUsd?: number },
  warn: (line: string) => void,
): Promise<Spending> {
  const limits = {
    ...configDefaults.budget,
    ...(await loadConfig(context)).budget,
    ...(given.sessionLimitUsd === undefined ? {} : { session: given.sessionLimitUsd }),
  }
  const zone = openTimeZone(undefined)
  const { now } = context.host
  const today = (): string => dayOf(now(), zone)
  const isLimited = budgetScopes.some((scope) => scope !== 'session' && limits[scope] !== undefined)
  const spent: Record<BudgetScope, number> = { session: 0, day: 0, month: 0, project: 0 }
  if (isLimited) {
    const { entries } = await loadUsage(context, [])
    const before = sumSpent(entries, { now: now(), zone, project: context.places.project })
    spent.day = before.day
    spent.month = before.month
    spent.project = before.project
  }
  let day = today()
  /** A new day or month begins at nothing. */
  const turn = (): void => {
    const next = today()
    if (next === day) return
    spent.day = 0
    if (next.slice(0, 7) !== day.slice(0, 7)) spent.month = 0
    day = next
  }
  const told = new Set<string>()
  const tellOnce = (key: string, line: string): void => {
    if (told.has(key)) return
    told.add(key)
    warn(line)
  }
  const isSet = budgetScopes.some((scope) => limits[scope] !== undefined)
  let refused = 0
  return {
    add: ({ nanoUsd, model, usage, unmetered, dialect }) => {
      turn()
      if (isSet && usage !== undefined && nanoUsd === undefined)
        tellOnce(`price ${model}`, `no price is known for ${model ?? 'a model'}: it is not in the budget`)
      if (isSet && unmetered !== undefined)
        tellOnce(`usage ${dialect}`, `an answer told no usage (${unmetered}, ${dialect}): it is not in the budget`)
      for (const scope of budgetScopes) spent[scope] += (nanoUsd ?? 0) / 1e9
      for (const { scope, limitUsd, spentUsd, state } of checkBudget(limits, spent)) {
        if (state === 'ok') continue
        const text = `${money(spentUsd)} of ${money(limitUsd)} for ${nameOf(scope)} are spent`
        if (spentUsd >= limitUsd) tellOnce(`over ${scope}`, `${text}: further requests are refused`)
        else tellOnce(`near ${scope}`, text)
      }
    },
    refusal: () => {
      turn()
      const over = checkBudget(limits, spent).find(({ limitUsd, spentUsd }) => spentUsd >= limitUsd)
      if (over === undefined) return undefined
      refused++
      return `ses: the budget of ${nameOf(over.scope)} is spent (${money(over.spentUsd)} of ${money(over.limitUsd)}); no further requests are passed on`
    },
    refused: () => refused,
    ...(limits.session === undefined ? {} : { sessionLimitUsd: limits.session }),
  }
}

function nameOf(scope: BudgetScope): string {
  return scope === 'day' || scope === 'month' ? `the ${scope}` : `this ${scope}`
}
