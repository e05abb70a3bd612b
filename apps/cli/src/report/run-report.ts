import { reportOf } from '@ses/reports'
import { printBlocks } from '../blocks/print-blocks.ts'
import { tellTime } from '../blocks/tell-time.ts'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { shortIds } from '../list/short-ids.ts'
import { count } from '../terminal/amounts.ts'
import { readSummaries } from './read-summaries.ts'
import { reportBlocks } from './report-blocks.ts'

/** Prints how the sessions that pass the filters went. */
export async function runReport(context: Context, input: Input): Promise<number> {
  const { summaries, stored, listed } = await readSummaries(context, input)
  const report = reportOf(summaries)
  if (context.json) {
    context.printJson(report)
    return 0
  }
  if (summaries.length === 0) {
    const hint = context.style.faint('  ses import <path> takes transcripts in')
    context.print(stored === 0 ? ['No sessions yet.', hint] : [`None of ${count(stored, 'session')} matches.`])
    return 0
  }
  const folders = new Map(listed.map(({ id, folder }) => [id, folder]))
  const short = shortIds(listed.map(({ folder }) => folder))
  const page = {
    time: tellTime(context.host.now()),
    shortId: (id: string) => short.get(folders.get(id) ?? '') ?? id,
    all: input.flag('all'),
  }
  await printBlocks(context, reportBlocks(report, page), input.flag('md'))
  return 0
}
