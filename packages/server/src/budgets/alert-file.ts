import { dirname } from 'node:path'
import { SesError } from '@ses/model'
import type { DashboardAlert } from '@ses/schema'
import { readTextIfAny, systemFs, withLock, writeAtomically } from '@ses/store'

/** The alerts of a user, whichever dashboard raised them. */
export interface AlertFile {
  /** The latest first. */
  readonly read: () => readonly DashboardAlert[]
  /** Keeps those that are not known yet; answers them. */
  readonly add: (alerts: readonly DashboardAlert[]) => Promise<readonly DashboardAlert[]>
  /** Throws `not_found`. */
  readonly acknowledge: (id: string) => Promise<void>
}

const MAX_ALERTS = 200

/** Opens a file that need not be there; one that is damaged is as good as none, since every alert that still holds is raised again. */
export function openAlertFile(path: string): AlertFile {
  const read = (): readonly DashboardAlert[] => {
    try {
      const stored: unknown = JSON.parse(readTextIfAny(systemFs, path) ?? '[]')
      return Array.isArray(stored) ? stored.filter(isAlert) : []
    } catch (error) {
      if (error instanceof SyntaxError) return []
      throw error
    }
  }
  const change = (edit: (alerts: readonly DashboardAlert[]) => readonly DashboardAlert[]): Promise<void> => {
    systemFs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    return withLock(`${path}.lock`, () => {
      writeAtomically(systemFs, path, `${JSON.stringify(edit(read()).slice(0, MAX_ALERTS), null, 2)}\n`)
    })
  }
  return {
    read,
    add: async (alerts) => {
      let fresh = unknownOf(alerts, read())
      if (fresh.length === 0) return []
      await change((known) => {
        fresh = unknownOf(alerts, known)
        return [...fresh, ...known]
      })
      return fresh
    },
    acknowledge: async (id) => {
      if (!read().some((alert) => alert.id === id))
        throw new SesError('not_found', 'no such alert', { data: { alert: id } })
      await change((known) => known.map((alert) => (alert.id === id ? { ...alert, acknowledged: true } : alert)))
    },
  }
}

function unknownOf(alerts: readonly DashboardAlert[], known: readonly DashboardAlert[]): DashboardAlert[] {
  return alerts.filter(({ id }) => !known.some((alert) => alert.id === id))
}

function isAlert(value: unknown): value is DashboardAlert {
  const { id, at, scope, state, spent_usd, limit_usd, acknowledged } = Object(value) as Partial<DashboardAlert>
  return (
    typeof id === 'string' &&
    typeof at === 'string' &&
    typeof scope === 'string' &&
    typeof state === 'string' &&
    typeof spent_usd === 'number' &&
    typeof limit_usd === 'number' &&
    typeof acknowledged === 'boolean'
  )
}
