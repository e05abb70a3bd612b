import type { ListedSession, Summary } from '@ses/schema'

/** A value of a column. */
export type Cell = string | number | null

/** The rows of one session by table, without the three columns that name it. */
export function sessionRows(
  session: ListedSession,
  stamp: string,
  summary: Summary,
): Record<string, readonly Cell[][]> {
  const { changes, activity, findings = [], usage } = summary
  return {
    sessions: [
      [
        session.folder,
        stamp,
        session.start,
        session.end,
        session.type,
        session.risk,
        session.intent,
        session.grade,
        session.score,
        session.cost,
        session.duration_minutes,
        session.tool_calls,
        summary.session.outcome?.state ?? null,
        session.active ? 1 : 0,
      ],
    ],
    files: changes.files.flatMap(({ path, category, operations, added, removed }) =>
      operations.map((operation): Cell[] => [path, category, operation, added ?? null, removed ?? null]),
    ),
    tools: Object.entries(activity?.tools ?? {}).map(([tool, calls]): Cell[] => [tool, calls]),
    commands: Object.entries(activity?.commands ?? {}).flatMap(([kind, commands]) =>
      commands.map((command): Cell[] => [kind, command]),
    ),
    findings: findings.map(({ id, severity, title, waste }): Cell[] => [
      id,
      severity ?? 'info',
      title ?? '',
      waste?.tokens ?? 0,
      waste?.cost_usd ?? 0,
    ]),
    usage: (usage?.by_model ?? []).map((model): Cell[] => [
      model.model,
      model.input_tokens,
      model.cache_write_tokens,
      model.cache_write_1h_tokens,
      model.cache_read_tokens,
      model.output_tokens,
      model.reasoning_tokens,
      model.responses,
      model.cost_usd,
    ]),
  }
}
