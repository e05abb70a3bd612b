import type {
  DashboardEdit,
  DashboardFiles,
  DashboardLedger,
  DashboardSession,
  DashboardTimeline,
  ListedSession,
  ReviewFinding,
  TimelineEntry,
} from '@ses/schema'
import { chance, fakeSummary, hostile, hostileId, paths } from './fake-data.ts'

const diff = [
  '@@ -18,7 +18,9 @@ export class SessionStore {',
  '   async touch(id: string): Promise<Session> {',
  '     const session = await this.load(id)',
  '-    if (session.expiresAt < Date.now()) throw new Expired(id)',
  '+    const uploading = this.uploads.has(id)',
  '+    if (session.expiresAt < Date.now() && !uploading) throw new Expired(id)',
  '+    if (uploading) session.expiresAt = Date.now() + this.grace',
  '     return this.save(session)',
  '   }',
]

/** What the fake API answers about one session. */
export function fakeDetail(listed: ListedSession): DashboardSession {
  const say = sayer(listed)
  const review = (severity: ReviewFinding['severity'], title: string, i: number): ReviewFinding => ({
    id: `r${i}`,
    rule: 'model_bug',
    fingerprint: String(i).padStart(32, '0'),
    severity,
    category: 'bug',
    title: say(title),
    message: say(
      'While an upload runs, the expiry is moved on each request. A client that never ends its upload stays signed in.',
    ),
    evidence: {
      file: say('src/auth/session.ts'),
      line: 22,
      snippet: say('if (uploading) session.expiresAt = Date.now() + this.grace'),
      session_id: listed.id,
      event_ids: ['e8'],
    },
    recommendation: say('Limit the grace to the longest upload that is allowed.'),
    confidence: 0.8,
    engine: 'multi-agent',
    agreement: 2,
    providers: [say('claude'), 'codex'],
  })
  return {
    schema_version: 1,
    summary: fakeSummary(listed),
    project: '/home/ada/shop',
    active: listed.active,
    readable: true,
    checkpoints: [0, 1, 2].map((i) => ({
      id: `cp-${i}f3a${i}`,
      at: listed.start ?? '2026-11-20T10:00:00Z',
      kind: i === 0 ? 'manual' : 'before edit',
      title: say(i === 0 ? 'Before the upgrade' : `Before ${paths[i]}`),
      files_changed: i * 3,
    })),
    review: {
      schema_version: 1,
      sessions: [listed.id],
      engine: 'multi-agent',
      diffs: [],
      findings: [
        review('high', 'An endless upload never expires', 1),
        review('low', 'The grace is not configurable', 2),
      ],
      suppressed: [],
      counts: { high: 1, low: 1 },
      unsupported: 0,
      reviewers: [],
      notes: [],
      gate: { fail_on: 'high', strict_contract: false, failed_by: ['r1'] },
      passed: false,
    },
    ai_summary: say(
      '# What was done\n\nThe session store now keeps a login alive **while an upload runs**.\n\n## Changes\n\n- `SessionStore.touch` asks for running uploads\n- A grace of ten minutes, moved on each request\n\n## Open\n\n1. The grace is fixed in the code\n2. Nothing limits the length of an upload',
    ),
  }
}

/** A stretch of a session of 1,200 events. */
export function fakeTimeline(listed: ListedSession, after: number, limit: number): DashboardTimeline {
  const total = 1200
  const length = Math.max(0, Math.min(limit, total - after))
  return {
    schema_version: 1,
    total,
    offset: after,
    entries: Array.from({ length }, (_, i) => fakeEntry(listed, after + i)),
  }
}

function fakeEntry(listed: ListedSession, index: number): TimelineEntry {
  const say = sayer(listed)
  const at = new Date(Date.parse(listed.start ?? '2026-11-20T10:00:00Z') + index * 7000).toISOString()
  const base = { id: `e${index}`, index, at, line: index + 3, turn: Math.floor(index / 40) }
  const step = index % 20
  const retried = [4, 24, 44].includes(index)
  if (index % 40 === 0)
    return { ...base, type: 'prompt', text: index === 0 ? listed.intent : say('Now run the tests again and commit.') }
  if (step === 1) {
    return {
      ...base,
      type: 'thinking',
      text: say(
        'The token is only checked when a request starts. An upload is one long request, so the check runs again at its end and fails. I should look at where the session is touched.',
      ),
    }
  }
  if (step === 10) {
    return {
      ...base,
      type: 'reply',
      model: say('claude-opus-4-5'),
      cost_usd: 0.0312,
      text: say(
        'The store checks the expiry on each call of `touch`.\n\nI will:\n1. ask whether an upload runs,\n2. move the expiry while it does,\n3. add a test for both.\n\n' +
          'The second point needs a limit, because otherwise a client that never finishes stays signed in for ever. '.repeat(
            6,
          ),
      ),
    }
  }
  if (index === 17)
    return {
      ...base,
      type: 'tool',
      tool: 'Task',
      action: 'agent',
      outcome: 'ok',
      text: say('Find every caller of SessionStore.touch'),
      child_id: 'agent-7f21',
      duration_ms: 48_000,
    }
  if (step === 4) {
    const bad = retried || chance(index) < 0.3
    return {
      ...base,
      type: 'tool',
      tool: say('Bash'),
      action: 'run',
      text: say('npm test -- src/auth/session.test.ts'),
      outcome: bad ? 'error' : 'ok',
      exit_code: bad ? 1 : 0,
      duration_ms: 4200 + index * 10,
      output: say(
        bad
          ? 'FAIL src/auth/session.test.ts\n  ✗ keeps the login while an upload runs\n    expected 200, received 401\n\n  1 failed, 12 passed'
          : '13 passed (1.9 s)',
      ),
      ...(retried ? { findings: [say('retry_loop')] } : {}),
    }
  }
  if (step % 4 === 0) {
    return {
      ...base,
      type: 'tool',
      tool: say('Edit'),
      action: 'edit',
      outcome: 'ok',
      text: '',
      files: [{ path: say(paths[index % paths.length] ?? ''), operation: 'edit' }],
      duration_ms: 40,
      ...(index === 12 ? { findings: [say('blind_edit')] } : {}),
    }
  }
  return {
    ...base,
    type: 'tool',
    tool: say('Read'),
    action: 'read',
    outcome: 'ok',
    text: say(paths[index % paths.length] ?? ''),
    duration_ms: 12,
  }
}

/** Files of a session with their edits. */
export function fakeFiles(listed: ListedSession): DashboardFiles {
  const say = sayer(listed)
  const edit = (i: number): DashboardEdit => ({
    event: `e${8 + i * 4}`,
    at: listed.start,
    operation: i === 2 ? 'write' : 'edit',
    diff: i === 2 ? [] : diff.map((line) => (line[0] ?? ' ') + say(line.slice(1))),
  })
  return {
    schema_version: 1,
    files: [...paths.slice(0, 5), '/tmp/notes.md'].map((path, i) => ({
      path: listed.id === hostileId ? `${hostile}/${i}` : path,
      category: path.includes('.test.') ? 'test' : 'source',
      added_lines: 3 + i * 4,
      removed_lines: 1 + i,
      edits: i === 0 ? [edit(0), edit(1)] : [edit(i)],
    })),
  }
}

/** A ledger whose rows add up to its total. */
export function fakeLedger(listed: ListedSession): DashboardLedger {
  const say = sayer(listed)
  const rows = Array.from({ length: 48 }, (_, i) => ({
    line: 5 + i * 5,
    at: new Date(Date.parse(listed.start ?? '2026-11-20T10:00:00Z') + i * 31_000).toISOString(),
    session: i % 9 === 8 ? 'agent-7f21' : listed.id,
    model: say(listed.models[0] ?? ''),
    input_tokens: 12 + Math.round(chance(i) * 900),
    cache_read_tokens: 18_000 + i * 1400,
    cache_write_tokens: Math.round(chance(i + 1) * 4000),
    output_tokens: 80 + Math.round(chance(i + 2) * 1200),
    cost_usd: Math.round((0.01 + chance(i + 3) * 0.09) * 10_000) / 10_000,
  }))
  const total = rows.reduce((sum, row) => sum + row.cost_usd, 0)
  return {
    schema_version: 1,
    total_usd: Math.round(total * 10_000) / 10_000,
    rows,
    dropped: { [say('repeated_in_fork')]: 6 },
  }
}

function sayer(listed: ListedSession): (text: string) => string {
  return (text) => (listed.id === hostileId ? hostile : text)
}
