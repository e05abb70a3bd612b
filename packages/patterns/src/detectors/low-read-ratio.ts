import { fileCategory } from '@ses/model'
import { passed } from '../check-runs.ts'
import type { Detector } from '../detector.ts'
import { isOutside } from '../paths.ts'
import { changedFiles } from '../session-view.ts'
import { isRead, isSearch } from '../tool-call-class.ts'

/** Writing much while looking little, before anything has shown that it works. */
export const lowReadRatio: Detector = {
  id: 'low_read_ratio',
  title: 'Few reads per write',
  description:
    'Before the first successful test or build, existing files were changed nearly as often as files were read.',
  severity: 'info',
  advice: 'Read the code around a change, and its callers, before writing; run the tests early.',
  unit: 'edits',
  thresholds: {
    low_read_ratio_ratio: { default: 1.5, description: 'Reads per write below which it is reported.' },
    low_read_ratio_calls: { default: 5, description: 'Reads, and also writes, that a session must have.' },
  },
  detect({ calls, resumed }, context) {
    if (resumed) return []
    const verified = calls.findIndex(({ event }) => passed(event, ['test', 'build']))
    const before = verified < 0 ? calls : calls.slice(0, verified)
    const reads = before.filter(({ event }) => event.outcome === 'ok' && (isRead(event) || isSearch(event)))
    const writes = before.filter((call) =>
      changedFiles(call).some(({ operation, path }) => operation !== 'create' && isCode(path)),
    )
    const enough = context.threshold('low_read_ratio_calls')
    if (reads.length < enough || writes.length < enough) return []
    const ratio = reads.length / writes.length
    const wanted = context.threshold('low_read_ratio_ratio')
    if (ratio >= wanted) return []
    return [
      {
        events: writes.map((call) => call.event.id),
        detail: `${reads.length} reads for ${writes.length} writes (${ratio.toFixed(1)}) before anything was verified`,
        // Writes beyond those that the reads would have covered.
        count: Math.ceil(writes.length - reads.length / wanted),
      },
    ]
  },
}

/** New files need no reading; documents and what lies outside the project are no code. */
function isCode(path: string): boolean {
  const category = fileCategory(path)
  return category !== 'docs' && category !== 'generated' && !isOutside(path)
}
