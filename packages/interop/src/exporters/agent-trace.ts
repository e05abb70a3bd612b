import type { ExportedSession } from '../exported-session.ts'
import type { Exporter, ExportOptions } from '../exporter.ts'
import { lineRangesOf } from '../line-ranges.ts'
import { qualifiedModel } from '../provider-of.ts'
import { stableUuid } from '../stable-id.ts'

/** A record of the Agent Trace specification 0.1.0, whose schema wants `0.1` as `version`. */
interface TraceRecord {
  readonly version: '0.1'
  readonly id: string
  /** RFC 3339. */
  readonly timestamp: string
  readonly vcs?: { readonly type: 'git'; readonly revision: string }
  readonly tool: { readonly name: string; readonly version: string }
  readonly files: readonly {
    readonly path: string
    readonly conversations: readonly {
      readonly contributor: { readonly type: 'ai'; readonly model_id?: string }
      readonly ranges: readonly { readonly start_line: number; readonly end_line: number }[]
    }[]
  }[]
  readonly metadata: Readonly<Record<string, unknown>>
}

/** One record per line and session. Ranges are told where the transcript proves them; else a file has none. */
export const agentTrace: Exporter = {
  id: 'agent-trace',
  title: 'Agent Trace 0.1.0 records, one per line',
  extension: 'jsonl',
  mediaType: 'application/x-ndjson',
  write: (sessions, options) => sessions.map((session) => `${JSON.stringify(recordOf(session, options))}\n`).join(''),
}

function recordOf({ summary, session }: ExportedSession, { version, revision }: ExportOptions): TraceRecord {
  const { id, agent, start, end, models, commits, git_commit } = summary.session
  const ranges = session === undefined ? undefined : lineRangesOf(session)
  const model = models?.length === 1 ? models[0] : undefined
  const commit = revision ?? commits?.at(-1)?.sha ?? git_commit ?? undefined
  return {
    version: '0.1',
    id: stableUuid('agent-trace', agent, id),
    timestamp: end ?? start ?? new Date(0).toISOString(),
    ...(commit === undefined ? {} : { vcs: { type: 'git', revision: commit } }),
    tool: { name: 'ses', version },
    files: summary.changes.files.map(({ path }) => ({
      path,
      conversations: [
        {
          contributor: {
            type: 'ai',
            ...(model === undefined ? {} : { model_id: qualifiedModel(model).slice(0, 250) }),
          },
          ranges: (ranges?.get(path) ?? []).map(({ start: first, end: last }) => ({
            start_line: first,
            end_line: last,
          })),
        },
      ],
    })),
    metadata: {
      'dev.ses': {
        session_id: id,
        agent,
        models: models ?? [],
        type: summary.session.type,
        intent: summary.session.intent,
        commits: commits?.map(({ sha }) => sha) ?? [],
      },
    },
  }
}
