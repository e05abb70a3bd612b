/** What a limit is for. */
export type BudgetScope = 'session' | 'day' | 'month' | 'project'

/** How spending stands against a limit; `warn` from the warning share on, `exceeded` above the limit. */
export type BudgetState = 'ok' | 'warn' | 'exceeded'

/** One limit and what was spent of it, in US dollars. */
export interface BudgetStanding {
  readonly scope: BudgetScope
  readonly limitUsd: number
  readonly spentUsd: number
  /** `spentUsd / limitUsd`; 0 when both are 0. */
  readonly share: number
  readonly state: BudgetState
}

/** Limits in US dollars; a scope without one is not checked. */
export type BudgetLimits = { readonly [Scope in BudgetScope]?: number } & {
  /** Share of a limit from which on there is a warning; default 0.8. */
  readonly warn_at?: number
}

/** In the order in which standings are told. */
export const budgetScopes: readonly BudgetScope[] = ['session', 'day', 'month', 'project']

/** Compares spending with its limits; scopes of which either is unknown are left out. */
export function checkBudget(
  limits: BudgetLimits,
  spent: { readonly [Scope in BudgetScope]?: number },
): BudgetStanding[] {
  return budgetScopes.flatMap((scope) => {
    const limitUsd = limits[scope]
    const spentUsd = spent[scope]
    if (limitUsd === undefined || spentUsd === undefined) return []
    const share = limitUsd > 0 ? spentUsd / limitUsd : spentUsd > 0 ? Number.MAX_VALUE : 0
    const state = spentUsd > limitUsd ? 'exceeded' : share >= (limits.warn_at ?? 0.8) ? 'warn' : 'ok'
    return [{ scope, limitUsd, spentUsd, share, state: limitUsd === 0 && spentUsd === 0 ? 'ok' : state }]
  })
}
