import { existsSync, readFileSync } from 'node:fs'
import { budgetScopes } from '@ses/pricing'
import { type BudgetConfig, configDefaults, type DashboardLimits } from '@ses/schema'
import type { Context } from '../context.ts'
import { editConfig } from '../pricing/edit-config.ts'
import { configFiles, loadConfig } from '../settings.ts'

/** The limits that hold, as `ses budget` sees them. */
export async function readLimits(context: Pick<Context, 'places'>): Promise<DashboardLimits> {
  const { session, day, month, project, warn_at } = { ...configDefaults.budget, ...(await loadConfig(context)).budget }
  return {
    session: session ?? null,
    day: day ?? null,
    month: month ?? null,
    project: project ?? null,
    warn_at: warn_at ?? 0.8,
  }
}

/** Makes limits hold: each is written where it is set now, the project's config over the user's. Throws `config_invalid`. */
export async function writeLimits(context: Pick<Context, 'places'>, limits: DashboardLimits): Promise<void> {
  const [project, user] = configFiles(context.places)
  const before = await readLimits(context)
  const changed = [...budgetScopes, 'warn_at' as const].filter((key) => limits[key] !== before[key])
  const here = changed.filter((key) => key in (budgetIn(project) ?? {}))
  for (const [file, keys] of [
    [project, here],
    // A limit that is taken away here may be set there, too.
    [user, changed.filter((key) => !here.includes(key) || limits[key] === null)],
  ] as const) {
    if (keys.length === 0) continue
    editConfig(file, ({ budget = {}, ...config }) => {
      const next = new Map<string, number>(Object.entries(budget))
      for (const key of keys) {
        const value = limits[key]
        if (value === null) next.delete(key)
        else next.set(key, value)
      }
      return next.size === 0 ? config : { ...config, budget: Object.fromEntries(next) }
    })
  }
}

function budgetIn(file: string): BudgetConfig | undefined {
  if (!existsSync(file)) return undefined
  return (JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')) as { budget?: BudgetConfig }).budget
}
