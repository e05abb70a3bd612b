import { createReadStream, existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import type {
  DashboardBudgets,
  DashboardEvent,
  DashboardFileHistory,
  DashboardHotspots,
  DashboardLimits,
  DashboardModels,
  DashboardOverview,
  DashboardPatterns,
  DashboardSearch,
  DashboardSessions,
  DashboardSettings,
  ListedSession,
  ReportGroup,
} from '@ses/schema'
import { chance, fakeDays, fakeSessions, hostile, paths } from './fake-data.ts'
import { fakeDetail, fakeFiles, fakeLedger, fakeTimeline } from './fake-session.ts'

/** The API with generated data; what it holds may be changed while it runs. */
export interface FakeApi {
  /** The latest first. */
  sessions: ListedSession[]
  /** Answers with this status while it is set. */
  failing: number | undefined
  /** Answers what lies under `/api/`; false for anything else. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
  /** Tells all open pages. */
  tell(event: DashboardEvent): void
  /** Cuts the event streams, as a restart of the server does. */
  cut(): void
}

/** What the real server sends with the page, so that the tests prove the page lives with it. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Serves the files of a built page. */
export function servePage(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const path = new URL(request.url ?? '/', 'http://x').pathname
  const file = join(folder, normalize(path === '/' ? '/index.html' : path))
  if (!file.startsWith(folder) || !existsSync(file)) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, {
    'content-type': mimeTypes[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': contentSecurityPolicy,
  })
  createReadStream(file).pipe(response)
}

/** A fresh API with so many sessions. */
export function createFakeApi(total = 10_000, now = Date.now()): FakeApi {
  const streams = new Set<ServerResponse>()
  const api: FakeApi = {
    sessions: fakeSessions(total, now),
    failing: undefined,
    handle(request, response) {
      const url = new URL(request.url ?? '/', 'http://x')
      if (!url.pathname.startsWith('/api/')) return false
      if (api.failing !== undefined) {
        json(
          response,
          { error: { code: 'store_unreadable', message: 'The store cannot be read.', fix: 'Run “ses doctor”.' } },
          api.failing,
        )
        return true
      }
      if (url.pathname === '/api/events') {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
        response.write(': hello\n\n')
        streams.add(response)
        response.on('close', () => streams.delete(response))
        return true
      }
      answer(request, url).then(
        (body) =>
          json(
            response,
            body ?? { error: { code: 'not_found', message: 'There is no such thing.' } },
            body ? 200 : 404,
          ),
        (error: unknown) => json(response, { error: { code: 'broken', message: String(error) } }, 500),
      )
      return true
    },
    tell(event) {
      for (const stream of streams) stream.write(`data: ${JSON.stringify(event)}\n\n`)
    },
    cut() {
      for (const stream of streams) stream.destroy()
    },
  }
  let budgets = fakeBudgets(now)

  async function answer(request: IncomingMessage, url: URL): Promise<unknown> {
    const parts = url.pathname.split('/').slice(2).map(decodeURIComponent)
    const [first, id, part] = parts
    const q = url.searchParams
    if (first === 'sessions' && id !== undefined) {
      const listed = api.sessions.find((session) => session.id === id || session.folder === id)
      if (!listed) return undefined
      if (part === 'timeline') return fakeTimeline(listed, Number(q.get('after') ?? 0), Number(q.get('limit') ?? 100))
      if (part === 'files') return fakeFiles(listed)
      if (part === 'ledger') return fakeLedger(listed)
      return fakeDetail(listed)
    }
    if (first === 'budgets' && request.method === 'PUT') {
      budgets = { ...budgets, limits: ((await bodyOf(request)) as { limits: DashboardLimits }).limits }
      return budgets
    }
    if (first === 'alerts' && request.method === 'POST') {
      budgets = {
        ...budgets,
        alerts: budgets.alerts.map((alert) => (alert.id === id ? { ...alert, acknowledged: true } : alert)),
      }
      return budgets
    }
    switch (url.pathname) {
      case '/api/overview':
        return overview(api.sessions, q.get('since'), now)
      case '/api/sessions':
        return listed(api.sessions, q)
      case '/api/patterns':
        return patterns(api.sessions)
      case '/api/models':
        return modelGroups()
      case '/api/files':
        return hotspots(q)
      case '/api/files/history':
        return history(api.sessions, q.get('path') ?? '')
      case '/api/search':
        return search(api.sessions, q.get('q') ?? '')
      case '/api/budgets':
        return budgets
      case '/api/settings':
        return settings()
      default:
        return undefined
    }
  }
  return api
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

function overview(all: readonly ListedSession[], since: string | null, now: number): DashboardOverview {
  const sessions = all.filter(({ start }) => since === null || (start ?? '') >= since)
  const span = since === null ? 365 : Math.round((now - Date.parse(since)) / 86_400_000) + 1
  const days = sessions.length === 0 ? [] : fakeDays(sessions, Math.max(1, Math.min(365, span)), now)
  const cost = sessions.reduce((sum, session) => sum + (session.cost ?? 0), 0)
  const heatmap = Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) => {
      const busy = Math.exp(-((hour - 10.5) ** 2) / 9) + Math.exp(-((hour - 15.5) ** 2) / 7)
      return Math.round(busy * (day > 4 ? 2 : 14) * chance(day * 24 + hour))
    }),
  )
  return {
    schema_version: 1,
    project: '/home/ada/shop',
    from: days[0]?.day ?? null,
    to: days.at(-1)?.day ?? null,
    totals: {
      sessions: sessions.length,
      active: sessions.filter(({ active }) => active).length,
      cost_usd: cost,
      unpriced_responses: 0,
      median_score: sessions.length === 0 ? null : 81,
      findings: sessions.reduce((sum, { findings }) => sum + findings, 0),
      errors: sessions.length * 2,
      files: Math.round(sessions.length * 1.7),
      input_tokens: Math.round(cost * 42_000),
      cache_write_tokens: Math.round(cost * 64_000),
      cache_write_1h_tokens: 0,
      cache_read_tokens: Math.round(cost * 910_000),
      output_tokens: Math.round(cost * 21_000),
      reasoning_tokens: 0,
    },
    days,
    heatmap,
    grades: counted(sessions, 'grade'),
    trend: {
      verdict: 'improving',
      test: 'mann-kendall',
      n: sessions.length,
      needed: 8,
      s: 120,
      tau: 0.2,
      p: 0.01,
      method: 'normal',
      alpha: 0.05,
      slope: 0.08,
      points: sessions
        .flatMap(({ id, start, score, grade, agent, type, risk, cost: usd, intent }) =>
          score === null || start === null
            ? []
            : [{ id, start, score, letter: grade, agent, type, risk, outcome: null, cost_usd: usd, intent }],
        )
        .sort((a, b) => a.start.localeCompare(b.start)),
    },
    forecast: {
      month: new Date(now).toISOString().slice(0, 7),
      spent_usd: 214.37,
      expected_usd: 331.2,
      budget_usd: 300,
    },
    recent: all.slice(0, 10),
  }
}

function listed(all: readonly ListedSession[], q: URLSearchParams): DashboardSessions {
  const text = (q.get('q') ?? '').toLowerCase()
  const facets = ['agent', 'type', 'risk', 'grade'] as const
  const matching = all.filter(
    (session) =>
      session.intent.toLowerCase().includes(text) &&
      facets.every((facet) => !q.get(facet) || q.get(facet)?.split(',').includes(session[facet])),
  )
  const columns: Readonly<Record<string, (session: ListedSession) => number | string>> = {
    start: ({ start }) => start ?? '',
    intent: ({ intent }) => intent,
    agent: ({ agent }) => agent,
    duration: (session) => session.duration_minutes ?? -1,
    score: ({ score }) => score ?? -1,
    cost: ({ cost }) => cost ?? -1,
    files: (session) => session.files_changed,
    findings: ({ findings }) => findings,
  }
  const column = columns[q.get('sort') ?? 'start'] ?? columns['start']
  const way = q.get('order') === 'asc' ? 1 : -1
  const sorted = column
    ? [...matching].sort((a, b) => (column(a) < column(b) ? -way : column(a) > column(b) ? way : 0))
    : matching
  const offset = Number(q.get('offset') ?? 0)
  return {
    schema_version: 1,
    total: matching.length,
    offset,
    sessions: sorted.slice(offset, offset + Number(q.get('limit') ?? 100)),
    facets: {
      agent: counted(matching, 'agent'),
      type: counted(matching, 'type'),
      risk: counted(matching, 'risk'),
      grade: counted(matching, 'grade'),
    },
  }
}

function counted(sessions: readonly ListedSession[], key: 'agent' | 'type' | 'risk' | 'grade'): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const session of sessions) counts[session[key]] = (counts[session[key]] ?? 0) + 1
  return counts
}

function patterns(sessions: readonly ListedSession[]): DashboardPatterns {
  const kinds = [
    ['retry_loop', 'Repeated a failing command', 'concern', 0.31],
    ['blind_edit', 'Edited a file without reading it', 'warning', 0.24],
    ['no_retest', 'Changed code after the last test run', 'warning', 0.19],
    ['long_output', 'Read more output than needed', 'info', 0.42],
    ['context_overflow', 'Ran into the limit of the context', 'concern', 0.06],
    ['hostile', hostile, 'warning', 0.004],
  ] as const
  return {
    schema_version: 1,
    sessions: sessions.length,
    patterns: kinds.map(([id, title, severity, part], k) => ({
      id,
      title,
      severity,
      sessions: Math.round(sessions.length * part),
      share: part,
      findings: Math.round(sessions.length * part * 1.8),
      waste: { tokens: part * 4e7, cost_usd: part * 640, ms: part * 9e7 },
      advice:
        id === 'hostile'
          ? hostile
          : 'Read the error before the next attempt; after two equal failures, look at the cause.',
      examples: sessions.slice(k, k + 3).map((session) => session.id),
      last_seen: sessions[k]?.start ?? null,
      weeks: Array.from({ length: 12 }, (_, i) => ({
        week: `2026-W${36 + i}`,
        sessions: 9,
        share: Math.max(0, part * (1.3 - i * 0.05) + (chance(k * 20 + i) - 0.5) * 0.12),
      })),
    })),
  }
}

function modelGroups(): DashboardModels {
  const group = (key: string, i: number, model: boolean): ReportGroup => ({
    key,
    sessions: Math.round(4000 / (i + 1)),
    graded: 3800,
    median_score: 92 - i * 9,
    cost_usd: i === 4 ? null : 1840 / (i * 1.6 + 1),
    output_tokens: Math.round(4.2e7 / (i + 1)),
    findings_per_session: model ? null : 1.1 + i * 0.3,
  })
  return {
    schema_version: 1,
    by_agent: ['claude-code', 'codex', 'gemini-cli', 'opencode', hostile].map((key, i) => group(key, i, false)),
    by_model: ['claude-opus-4-5', 'gpt-5.2-codex', 'gemini-3-pro', 'claude-sonnet-4-5', hostile].map((key, i) =>
      group(key, i, true),
    ),
    unpriced: [{ model: 'local-qwen3', responses: 41 }],
  }
}

function hotspots(q: URLSearchParams): DashboardHotspots {
  const text = (q.get('q') ?? '').toLowerCase()
  const all = Array.from({ length: 240 }, (_, i) => {
    const path = paths[i % paths.length] ?? ''
    return i < paths.length ? path : path.replace(/(\.[a-z]+)$/, `-${Math.floor(i / paths.length)}$1`)
  })
    .concat(hostile)
    .filter((path) => path.toLowerCase().includes(text))
  const offset = Number(q.get('offset') ?? 0)
  return {
    schema_version: 1,
    total: all.length,
    files: all.slice(offset, offset + Number(q.get('limit') ?? 50)).map((path, i) => ({
      path,
      category: path.includes('.test.') ? 'test' : path.endsWith('.json') ? 'config' : 'source',
      sessions: Math.round(180 / (i + 1)) + 1,
      changes: Math.round(420 / (i + 1)) + 2,
      last_at: new Date(Date.UTC(2026, 10, 20 - (i % 20))).toISOString(),
    })),
  }
}

function history(sessions: readonly ListedSession[], path: string): DashboardFileHistory {
  return {
    schema_version: 1,
    path,
    entries: sessions
      .slice(0, 18)
      .map(({ id, intent, agent, start }) => ({ session: id, intent, agent, at: start, operation: 'edit' })),
  }
}

function search(sessions: readonly ListedSession[], query: string): DashboardSearch {
  const snippet = (i: number): string =>
    i === 1
      ? `${hostile} ${query}`
      : `The session store keeps the ${query} alive while an upload runs, and the ${query} is checked again afterwards.`
  return {
    schema_version: 1,
    query,
    total: query === 'nothing' ? 0 : 64,
    hits:
      query === 'nothing'
        ? []
        : sessions.slice(0, 30).map((session, i) => {
            const at = snippet(i).indexOf(query)
            return {
              session: session.id,
              agent: session.agent,
              intent: session.intent,
              start: session.start,
              field: i % 2 ? 'prompt' : 'reply',
              snippet: snippet(i),
              marks: [[at, at + query.length]],
            }
          }),
  }
}

function fakeBudgets(now: number): DashboardBudgets {
  const at = (hours: number): string => new Date(now - hours * 3_600_000).toISOString()
  return {
    schema_version: 1,
    limits: { session: 5, day: 20, month: 300, project: null, warn_at: 0.8 },
    spent: [
      { scope: 'session', spent_usd: 3.12, limit_usd: 5, expected_usd: null, state: 'ok' },
      { scope: 'day', spent_usd: 17.4, limit_usd: 20, expected_usd: 22.1, state: 'warn' },
      { scope: 'month', spent_usd: 314.37, limit_usd: 300, expected_usd: 431.2, state: 'exceeded' },
      { scope: 'project', spent_usd: 2411.09, limit_usd: null, expected_usd: null, state: 'ok' },
    ],
    alerts: [
      {
        id: 'a3',
        at: at(1),
        scope: 'month',
        state: 'exceeded',
        spent_usd: 300.42,
        limit_usd: 300,
        acknowledged: false,
      },
      { id: 'a2', at: at(5), scope: 'day', state: 'warn', spent_usd: 16.01, limit_usd: 20, acknowledged: false },
      { id: 'a1', at: at(90), scope: 'month', state: 'warn', spent_usd: 240.18, limit_usd: 300, acknowledged: true },
    ],
  }
}

function settings(): DashboardSettings {
  return {
    schema_version: 1,
    version: '0.1.0',
    project: '/home/ada/shop',
    folders: { logs: '/home/ada/shop/.ses-logs', home: '/home/ada/.ses', archive: '/home/ada/.ses/archive' },
    config: [
      { key: 'provider', value: 'anthropic', source: 'project' },
      { key: 'model', value: 'claude-haiku-4-5', source: 'environment' },
      { key: 'api_key', value: '••••••', source: 'environment' },
      { key: 'max_tokens', value: '1000', source: 'default' },
      { key: 'temperature', value: '0.7', source: 'default' },
      { key: 'budget.month', value: '300', source: 'user' },
      { key: 'masking.literals', value: hostile, source: 'project' },
      { key: 'webhooks.timeout_ms', value: '5000', source: 'default' },
    ],
    doctor: [
      {
        id: 'secret_in_config',
        severity: 'warning',
        title: 'A key is kept in a file of the repository',
        cause: '.ses-logs/config.json holds an api_key, and whoever gets the folder gets the key.',
        fix: 'Put it into the environment as ANTHROPIC_API_KEY and remove it from the file.',
      },
      {
        id: 'hooks_old',
        severity: 'info',
        title: 'The hooks of Codex are from an older version',
        cause: 'They still work but record no checkpoints.',
        fix: 'Run “ses enable codex”.',
      },
    ],
  }
}
