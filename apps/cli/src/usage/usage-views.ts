import { billingBlocks, type UsageEntry } from '@ses/pricing'
import { dayOf, type TimeZone, weekOf } from './time-zone.ts'

/** One way to sum usage up. */
export interface UsageView {
  readonly name: string
  /** What its key is, as the table's title. */
  readonly title: string
  /** `time`: rows follow each other in time; `cost`: the dearest first. */
  readonly order: 'time' | 'cost'
  /** Gives each response its row; called with all responses that are shown, in order of time. */
  readonly keys: (shown: readonly UsageEntry[], zone: TimeZone) => (one: UsageEntry) => string
}

/** Key of responses whose time the agent did not record. */
const NO_TIME = 'unknown'

const byTime =
  (keyAt: (at: number, zone: TimeZone) => string): UsageView['keys'] =>
  (_shown, zone) => {
    // Days begin at full quarters of an hour everywhere.
    const known = new Map<number, string>()
    return ({ at }) => {
      if (at === undefined) return NO_TIME
      const quarter = Math.floor(at / 900_000)
      let key = known.get(quarter)
      if (key === undefined) {
        key = keyAt(at, zone)
        known.set(quarter, key)
      }
      return key
    }
  }

/** In the order of help; the first is the default. */
export const usageViews: readonly UsageView[] = [
  { name: 'daily', title: 'day', order: 'time', keys: byTime(dayOf) },
  { name: 'weekly', title: 'week', order: 'time', keys: byTime(weekOf) },
  { name: 'monthly', title: 'month', order: 'time', keys: byTime((at, zone) => dayOf(at, zone).slice(0, 7)) },
  {
    name: 'session',
    title: 'session',
    order: 'cost',
    keys:
      () =>
      ({ sessionId }) =>
        sessionId,
  },
  {
    name: 'model',
    title: 'model',
    order: 'cost',
    keys:
      () =>
      ({ model }) =>
        model ?? 'unknown',
  },
  {
    name: 'project',
    title: 'project',
    order: 'cost',
    keys:
      () =>
      ({ project }) =>
        project ?? 'unknown',
  },
  { name: 'blocks', title: 'block', order: 'time', keys: blockKeys },
]

/** Windows of five hours, each agent's by themselves: they are granted by its vendor's plan. */
function blockKeys(shown: readonly UsageEntry[]): (one: UsageEntry) => string {
  const byAgent = new Map<string, UsageEntry[]>()
  for (const one of shown) {
    if (one.at === undefined) continue
    const list = byAgent.get(one.agent)
    if (list === undefined) byAgent.set(one.agent, [one])
    else list.push(one)
  }
  const keys = new Map<UsageEntry, string>()
  for (const list of byAgent.values()) {
    const blocks = billingBlocks(list.map(({ at }) => at as number))
    for (const [index, one] of list.entries()) {
      keys.set(one, new Date(blocks[index]?.start ?? 0).toISOString().replace('.000Z', 'Z'))
    }
  }
  return (one) => keys.get(one) ?? NO_TIME
}
