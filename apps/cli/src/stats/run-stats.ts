import { statsOf } from '@ses/reports'
import { printBlocks } from '../blocks/print-blocks.ts'
import { tellTime } from '../blocks/tell-time.ts'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { readSummaries } from '../report/read-summaries.ts'
import { count } from '../terminal/amounts.ts'
import { statsBlocks } from './stats-blocks.ts'

/** Prints totals over the sessions that pass the filters. */
export async function runStats(context: Context, input: Input): Promise<number> {
  const { summaries, stored } = await readSummaries(context, input)
  const stats = statsOf(summaries)
  if (context.json) {
    context.printJson(stats)
    return 0
  }
  if (summaries.length === 0) {
    const hint = context.style.faint('  ses import <path> takes transcripts in')
    context.print(stored === 0 ? ['No sessions yet.', hint] : [`None of ${count(stored, 'session')} matches.`])
    return 0
  }
  await printBlocks(context, statsBlocks(stats, tellTime(context.host.now())), input.flag('md'))
  return 0
}
