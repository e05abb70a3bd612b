import { priceSession } from '@ses/pricing'
import { type MeteredSession, tokenCountsOf } from '@ses/schema'
import type { Context } from '../context.ts'
import { loadPriceOptions } from '../pricing/price-options.ts'
import { loadConfig } from '../settings.ts'
import type { ToldSession } from './told-session.ts'

/** A session as documents tell it, priced. */
export async function meteredSession(context: Pick<Context, 'places'>, told: ToldSession): Promise<MeteredSession> {
  const { id, session, task, agent, notes, ended } = told
  const cost = priceSession(session, { ...loadPriceOptions(context, await loadConfig(context)), lines: false })
  return {
    id,
    task,
    agent: agent ?? null,
    project: session.cwd ?? context.places.project,
    started_at: new Date(session.startedAt ?? told.lastAt).toISOString(),
    ended_at: ended === undefined ? null : new Date(ended.at).toISOString(),
    end_reason: ended?.reason ?? null,
    notes,
    responses: cost.responses,
    usage: tokenCountsOf(cost.usage),
    cost_usd: cost.costUsd ?? null,
    unpriced: cost.unpriced,
  }
}
