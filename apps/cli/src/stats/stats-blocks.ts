import type { Block } from '@ses/reports'
import type { StatsDocument } from '@ses/schema'
import { count, money, tokens } from '../terminal/amounts.ts'

/** The page of the totals. */
export function statsBlocks(stats: StatsDocument, time: (iso: string | null) => string): Block[] {
  const { tokens: used } = stats
  const facts: readonly (readonly [string, string])[] = [
    [
      'Time',
      stats.first === null
        ? 'not recorded'
        : `${time(stats.first)} – ${time(stats.last)}, ${count(stats.days, 'active day')}`,
    ],
    [
      'Work',
      `${count(stats.turns, 'turn')}, ${count(stats.tool_calls, 'tool call')}, ${count(stats.errors, 'failed call')}`,
    ],
    [
      'Changes',
      `${count(stats.files, 'file')}, +${stats.lines_added} −${stats.lines_removed} lines, ${count(stats.commits, 'commit')}`,
    ],
    [
      'Tokens',
      `${tokens(used.output_tokens)} output, ${tokens(used.input_tokens)} input, ${tokens(used.cache_read_tokens)} read from and ${tokens(used.cache_write_tokens)} written to caches`,
    ],
    [
      'Cost',
      stats.unpriced.length === 0
        ? money(stats.cost_usd)
        : `${money(stats.cost_usd)}; no price is known for ${stats.unpriced
            .slice(0, 5)
            .map(({ model }) => model)
            .join(', ')}${stats.unpriced.length > 5 ? ' and others' : ''}`,
    ],
    ['Agents', listed(stats.by_agent)],
    ['Types', listed(stats.by_type)],
    ['Risk', listed(stats.by_risk)],
    ['Grades', listed(stats.by_grade)],
    ['Outcomes', listed(stats.by_outcome)],
    ['Tools', listed(stats.tools)],
  ]
  return [
    { type: 'title', text: count(stats.sessions, 'session') },
    {
      type: 'list',
      items: facts.filter(([, text]) => text !== '').map(([mark, text]) => ({ mark, text, tone: 'strong' })),
    },
    ...(stats.hot_files.length === 0
      ? []
      : ([
          { type: 'heading', text: 'Files changed by most sessions' },
          {
            type: 'table',
            columns: [
              { title: 'sessions', align: 'right' },
              { title: 'file', cut: 'path' },
            ],
            rows: stats.hot_files.map(({ path, sessions }) => [String(sessions), path]),
          },
        ] as const)),
  ]
}

function listed(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([key, number]) => `${key} ${number}`)
    .join(', ')
}
