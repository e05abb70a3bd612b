import type { BlameCounts, BlameSummaryDocument } from '@ses/schema'
import { oneLine } from '../snapshot/changed-files.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import type { Style } from '../terminal/style.ts'
import { table } from '../terminal/table.ts'

const MOST_FILES = 30
const KINDS = ['agent', 'human', 'mixed', 'unknown'] as const

/** The shares of a range for people. */
export function summaryLines({ total, agents, sessions, files }: BlameSummaryDocument, style: Style): string[] {
  if (total.lines === 0) return ['No lines were added.']
  const columns = [{ cut: 'path' as const }, ...KINDS.map((title) => ({ title, align: 'right' as const }))]
  const cells = (name: string, counts: BlameCounts): string[] => [
    name,
    ...KINDS.map((kind) => (counts[kind] === 0 ? '–' : String(counts[kind]))),
  ]
  const rows = [...files]
    .sort((a, b) => b.lines - a.lines)
    .slice(0, MOST_FILES)
    .map((file) => cells(oneLine(file.path), file))
  const shares = KINDS.filter((kind) => total[kind] > 0)
    .map((kind) => `${kind} ${Math.round((100 * total[kind]) / total.lines)}%`)
    .join(' · ')
  return [
    `${style.strong(count(total.lines, 'line'))}: ${shares}`,
    ...agents.map(({ agent, lines }) => `  ${neutralise(agent)}: ${count(lines, 'line')}`),
    ...sessions.slice(0, 5).map(({ session, lines }) => style.faint(`    ${neutralise(session)}: ${lines}`)),
    ...table(columns, rows, { width: 120, indent: 2, paintTitle: style.faint }),
    ...(files.length > MOST_FILES ? [style.faint(`  … ${files.length - MOST_FILES} more files`)] : []),
  ]
}
