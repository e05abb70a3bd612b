import { noUsage, totalTokens, type Usage } from '@ses/model'

/** A counted response as far as sums need it. */
export interface UsageEntry {
  readonly agent: string
  /** As the agent wrote it. */
  readonly model?: string
  /** Epoch milliseconds. */
  readonly at?: number
  /** The session it is booked to, see `CountedResponse`. */
  readonly sessionId: string
  readonly project?: string
  readonly usage: Usage
  /** Integer nano-dollars; absent when the model has no price. */
  readonly nanoUsd?: number
}

/** The sum of some responses. */
export interface UsageSum {
  readonly key: string
  /** The agent, or `all` where responses of several were summed. */
  readonly agent: string
  /** In order of first use; models that used nothing are left out. */
  readonly models: readonly string[]
  readonly usage: Usage
  readonly responses: number
  /** Integer nano-dollars of all that has a price. */
  readonly nanoUsd: number
}

/** Rows by key and their total. */
export interface AggregatedUsage {
  /** In the order in which the keys were met. */
  readonly rows: readonly UsageSum[]
  /** Of all rows; its key is empty. */
  readonly total: UsageSum
  /** Models that used tokens and have no price, the most responses first. */
  readonly unpriced: readonly { readonly model: string; readonly responses: number }[]
}

/** Sums responses by the key that `keyOf` gives them; those without a key are left out. */
export function aggregateUsage(
  priced: Iterable<UsageEntry>,
  keyOf: (one: UsageEntry) => string | undefined,
): AggregatedUsage {
  const sums = new Map<string, Sum>()
  const total = newSum('')
  const unpriced = new Map<string, number>()
  for (const one of priced) {
    const key = keyOf(one)
    if (key === undefined) continue
    let sum = sums.get(key)
    if (sum === undefined) {
      sum = newSum(key)
      sums.set(key, sum)
    }
    add(sum, one)
    add(total, one)
    if (one.nanoUsd === undefined && usedAnything(one.usage)) {
      const model = one.model ?? 'unknown'
      unpriced.set(model, (unpriced.get(model) ?? 0) + 1)
    }
  }
  return {
    rows: [...sums.values()].map(finish),
    total: finish(total),
    unpriced: [...unpriced]
      .map(([model, responses]) => ({ model, responses }))
      .sort((a, b) => b.responses - a.responses || (a.model < b.model ? -1 : 1)),
  }
}

interface Sum {
  readonly key: string
  readonly agents: Set<string>
  readonly models: Set<string>
  readonly usage: { -readonly [K in keyof Usage]: number }
  responses: number
  nanoUsd: number
}

function newSum(key: string): Sum {
  return { key, agents: new Set(), models: new Set(), usage: { ...noUsage }, responses: 0, nanoUsd: 0 }
}

function add(sum: Sum, { agent, model = 'unknown', usage, nanoUsd = 0 }: UsageEntry): void {
  sum.agents.add(agent)
  sum.responses += 1
  sum.nanoUsd += nanoUsd
  sum.usage.inputTokens += usage.inputTokens
  sum.usage.cacheReadTokens += usage.cacheReadTokens
  sum.usage.cacheWriteTokens += usage.cacheWriteTokens
  sum.usage.cacheWrite1hTokens += usage.cacheWrite1hTokens
  sum.usage.outputTokens += usage.outputTokens
  sum.usage.reasoningTokens += usage.reasoningTokens
  sum.usage.webSearches += usage.webSearches
  if (usedAnything(usage) || nanoUsd > 0) sum.models.add(model)
}

function finish({ key, agents, models, usage, responses, nanoUsd }: Sum): UsageSum {
  const [agent = 'all'] = agents.size === 1 ? agents : []
  return { key, agent, models: [...models], usage, responses, nanoUsd }
}

function usedAnything(usage: Usage): boolean {
  return totalTokens(usage) > 0 || usage.webSearches > 0
}
