import type { Masked, Session, SessionEvent, ToolCallEvent } from '@ses/model'
import { turnsOf } from '@ses/model'
import type { Summary } from '@ses/schema'
import type { ExportedSession } from './exported-session.ts'

/** A session as a page for people, whatever it is written in. Texts are plain and as long as they were kept. */
export interface SessionPage {
  readonly title: string
  /** Label and value, the most telling first. */
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly findings: readonly {
    readonly severity: string
    readonly title: string
    readonly detail: string
    readonly advice: string
  }[]
  readonly files: readonly { readonly path: string; readonly operations: string; readonly change: string }[]
  /** Commits the session made, in order. */
  readonly commits: readonly { readonly sha: string; readonly subject: string }[]
  readonly turns: readonly PageTurn[]
}

/** What was asked, and what came of it in order. */
export interface PageTurn {
  readonly number: number
  /** ISO 8601 in UTC. */
  readonly time: string | null
  /** Absent for what precedes the first prompt. */
  readonly prompt?: string
  readonly items: readonly PageItem[]
}

export type PageItem =
  | { readonly type: 'reply'; readonly text: string }
  | { readonly type: 'note'; readonly text: string }
  | PageCall

/** A tool call; of a sub-agent's call, what the sub-agent did is in `inside`. */
export interface PageCall {
  readonly type: 'call'
  readonly tool: string
  /** What it was about in one line: the command, the file, the input. */
  readonly about: string
  readonly outcome: ToolCallEvent['outcome']
  readonly edits: readonly { readonly path: string; readonly before?: string; readonly after?: string }[]
  readonly output?: string
  readonly inside: readonly PageTurn[]
}

/** Builds the page; without events it has the summary's prompts as turns with nothing in them. */
export function sessionPage({ summary, session }: ExportedSession): SessionPage {
  return {
    title: summary.session.intent || summary.session.title || 'A session without a request',
    facts: factsOf(summary),
    findings: (summary.findings ?? []).map(({ severity, title, detail, advice }) => ({
      severity,
      title,
      detail,
      advice,
    })),
    files: summary.changes.files.map(({ path, operations, added, removed }) => ({
      path,
      operations: operations.join(', '),
      change: added === undefined && removed === undefined ? '' : `+${added ?? 0} −${removed ?? 0}`,
    })),
    commits: (summary.session.commits ?? []).map(({ sha, subject }) => ({
      sha: sha.slice(0, 12),
      subject: subject ?? '',
    })),
    turns:
      session === undefined
        ? summary.prompts.map(({ time, text }, index) => ({ number: index + 1, time, prompt: text, items: [] }))
        : pageTurns(session),
  }
}

/** ISO 8601 as `2026-07-24 09:46 UTC`. */
export function minuteOf(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`
}

function factsOf({ session, usage, grade, activity, review_hints }: Summary): SessionPage['facts'] {
  const tokens = usage && usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens + usage.output_tokens
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['Agent', [session.agent, session.agent_version].filter(Boolean).join(' ')],
    ['Models', session.models?.join(', ')],
    ['Start', session.start === null ? null : minuteOf(session.start)],
    ['End', session.end === null ? null : minuteOf(session.end)],
    ['Type', session.type],
    ['Risk', session.risk],
    ['Outcome', session.outcome?.state],
    ['Grade', grade && (grade.score === null ? grade.letter : `${grade.letter} (${grade.score})`)],
    ['Cost', usage && (usage.cost_usd === null ? 'no price known' : `$${usage.cost_usd.toFixed(2)}`)],
    ['Tokens', tokens?.toLocaleString('en-US')],
    ['Tool calls', session.tool_calls?.toString()],
    ['Errors', activity.errors.length.toString()],
    ['Tests run', review_hints.tests_run ? 'yes' : 'no'],
    ['Folder', session.cwd],
    ['Branch', session.git_branch],
    ['Session', session.id],
  ]
  return facts.flatMap(([label, value]) => (value ? [[label, value] as const] : []))
}

function pageTurns(session: Session<Masked>): PageTurn[] {
  const children = new Map(session.children.map((child) => [child.id, child]))
  return turnsOf(session)
    .map(({ prompt, events }): PageTurn => {
      const at = events.find((event) => event.at !== undefined)?.at
      return {
        number: 0,
        time: at === undefined ? null : new Date(at).toISOString(),
        ...(prompt === undefined ? {} : { prompt: prompt.text }),
        items: events.flatMap((event) => (event === prompt ? [] : itemOf(event, children))),
      }
    })
    .filter(({ prompt, items }) => prompt !== undefined || items.length > 0)
    .map((turn, index) => ({ ...turn, number: index + 1 }))
}

function itemOf(event: SessionEvent<Masked>, children: ReadonlyMap<string, Session<Masked>>): PageItem[] {
  switch (event.type) {
    case 'reply':
      return [{ type: 'reply', text: event.text }]
    case 'prompt':
      return [{ type: 'note', text: `Meanwhile: ${event.text}` }]
    case 'compaction':
      return [{ type: 'note', text: 'The context was compacted.' }]
    case 'lifecycle':
      return event.phase === 'interrupt' || event.phase === 'api_error'
        ? [
            {
              type: 'note',
              text: [event.phase === 'interrupt' ? 'Interrupted' : 'API error', event.detail]
                .filter(Boolean)
                .join(': '),
            },
          ]
        : []
    case 'tool':
      return [callOf(event, children)]
    default:
      return []
  }
}

function callOf(call: ToolCallEvent<Masked>, children: ReadonlyMap<string, Session<Masked>>): PageCall {
  const child = call.childId === undefined ? undefined : children.get(call.childId)
  const about =
    call.command ?? (call.files.length > 0 ? call.files.map(({ path }) => path).join(', ') : (call.input ?? ''))
  return {
    type: 'call',
    tool: call.name,
    about,
    outcome: call.outcome,
    edits: call.files.flatMap(({ path, before, after }) =>
      before === undefined && after === undefined
        ? []
        : [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }],
    ),
    ...(call.output === undefined || call.output === '' ? {} : { output: call.output }),
    inside: child === undefined ? [] : pageTurns(child),
  }
}
