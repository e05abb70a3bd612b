import { groupByAgent, groupByModel, mergeUnpriced } from '@ses/reports'
import type { DashboardModels } from '@ses/schema'
import type { SessionDigest } from '../sessions/session-digest.ts'

/** Sessions by agent and by model. */
export function modelsOf(digests: readonly SessionDigest[]): DashboardModels {
  const summaries = digests.map(({ summary }) => summary)
  return {
    schema_version: 1,
    by_agent: groupByAgent(summaries),
    by_model: groupByModel(summaries),
    unpriced: mergeUnpriced(summaries),
  }
}
