import type { ExportedSession } from '@ses/interop'
import type { Context } from '../context.ts'
import { findSubject } from '../reflect/find-subject.ts'

/** A stored session for the exporters: with its events where they can still be read, else its summary alone. */
export async function exportedOf(context: Context, folder: string): Promise<ExportedSession> {
  const subject = await findSubject(context, folder, {})
  if (!('analysis' in subject)) return { summary: subject.summary }
  const { summary, session, usage } = subject.analysis
  const costs = usage.ledger.flatMap(({ responseId, quote }) =>
    quote.nanoUsd === undefined ? [] : [[responseId, quote.nanoUsd / 1e9] as const],
  )
  return { summary, session, costs: Object.fromEntries(costs) }
}
