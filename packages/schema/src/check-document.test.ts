import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkDocument, parseDocument, parseIndex, parseMetadata } from './check-document.ts'
import type { MeteredSession } from './documents/metered-document.ts'
import type { Documents } from './documents.ts'
import { jsonSchema, schemaNames } from './json-schema.ts'

const session: Documents['index']['sessions'][number] = {
  id: 'f608c31e',
  folder: 'f608c31e',
  agent: 'codex',
  start: '2026-02-27T10:00:00Z',
  end: null,
  type: 'feature',
  intent: 'Add login',
  risk: 'low',
  grade: 'A',
  score: 91,
  cost: null,
  tool_calls: 3,
}
const listed = {
  ...session,
  duration_minutes: null,
  models: ['gpt-5.4'],
  files_changed: 2,
  findings: 0,
  project: null,
  active: true,
}
const summary: Documents['summary'] = {
  version: '2.0',
  session: {
    id: 'f608c31e',
    agent: 'codex',
    start: null,
    end: null,
    duration_minutes: null,
    type: 'feature',
    intent: 'Add login',
    risk: 'low',
    summary: 'Added: login',
  },
  changes: { files: [], summary: {} },
  activity: { tools: {}, commands: {}, errors: [] },
  review_hints: {
    tests_run: false,
    build_verified: false,
    files_without_tests: [],
    large_change: false,
    config_changed: false,
    migration_added: false,
  },
  prompts: [],
  scope: [],
}
const review: Documents['review'] = {
  schema_version: 1,
  sessions: ['f608c31e'],
  engine: 'rules',
  diffs: [{ session_id: 'f608c31e', source: 'commits', base: 'a', head: 'b', files: 1, added: 1, removed: 0 }],
  findings: [
    {
      id: 'secret_in_diff-0123456789ab',
      rule: 'secret_in_diff',
      fingerprint: '0123456789abcdef0123456789abcdef',
      severity: 'high',
      category: 'security',
      title: 't',
      message: 'm',
      evidence: { file: 'a.ts', line: 3, snippet: 's', session_id: 'f608c31e', event_ids: ['1'] },
      recommendation: 'r',
      confidence: 0.9,
      engine: 'rules',
      agreement: 1,
    },
  ],
  suppressed: [],
  counts: { high: 1 },
  unsupported: 0,
  reviewers: [{ id: 'rules', outcome: 'ok', findings: 1 }],
  notes: [],
  gate: { fail_on: 'high', strict_contract: false, failed_by: ['secret_in_diff-0123456789ab'] },
  passed: false,
}
const totals = {
  agent: 'claude-code',
  models: ['claude-opus-5'],
  input_tokens: 0,
  cache_write_tokens: 0,
  cache_write_1h_tokens: 0,
  cache_read_tokens: 0,
  output_tokens: 0,
  reasoning_tokens: 0,
  responses: 0,
  cost_usd: 0,
}

const quotes = [{ event: 'e1', time: null, text: 'Bash npm test' }]
const evidence = [{ rule: 'r', events: ['e1'], quotes }]

/** One good document of every kind; the compiler asks for a new one when a kind is added. */
const checkpoint = {
  id: 'ab',
  session: 's',
  agent: 'codex',
  kind: 'prompt',
  turn: 1,
  prompt: 'Fix it',
  at: '2026-02-27T10:00:00Z',
  worktree: 'main',
  branch: null,
  head: null,
  files: 2,
  tests: 'passed' as const,
  left_out: [],
}

const told: MeteredSession = {
  id: 'm-1',
  task: 'x',
  agent: null,
  project: '/p',
  started_at: '2026-01-01T00:00:00.000Z',
  ended_at: null,
  end_reason: null,
  notes: 0,
  responses: 1,
  usage: {
    input_tokens: 1,
    cache_write_tokens: 0,
    cache_write_1h_tokens: 0,
    cache_read_tokens: 0,
    output_tokens: 1,
    reasoning_tokens: 0,
  },
  cost_usd: null,
  unpriced: [{ model: 'm', responses: 1 }],
}

const good: Documents = {
  summary,
  index: {
    schema_version: 1,
    sessions: [session],
    file_history: { 'src/a.ts': [{ session: 'f608c31e', at: null, operation: 'create' }] },
  },
  metadata: {
    schema_version: 1,
    session_id: '../../x',
    agent: 'codex',
    agent_version: null,
    cwd: null,
    git_branch: null,
    git_commit: null,
    created_at: '2026-02-27T10:00:00Z',
    updated_at: '2026-02-27T10:00:00Z',
    ended_at: null,
    end_reason: null,
    transcript: { path: '/t.jsonl', bytes: 10, fingerprint: 'ab' },
    hooks: { Stop: 2 },
    ses_version: '0.1.0',
  },
  config: {},
  'session.ended': { event: 'session.ended', timestamp: '2026-02-27T10:45:00Z', payload: summary },
  'review.completed': { event: 'review.completed', timestamp: '2026-02-27T10:45:00Z', payload: review },
  list: { schema_version: 1, sessions: [listed], total: 1 },
  search: {
    schema_version: 1,
    text: 'auth',
    results: [
      {
        session: listed,
        score: 3.5,
        hits: 2,
        snippets: [{ kind: 'prompt', turn: 1, text: 'Fix the auth timeout', marks: [[8, 12]] }],
      },
    ],
    total: 1,
  },
  status: {
    schema_version: 1,
    project: '/p',
    log_dir: '/p/.ses-logs',
    agents: [{ id: 'codex', title: 'Codex CLI', enabled: true, hooks: 4, last_event: null }],
    sessions: { total: 1, active: 0 },
    latest: listed,
    warnings: [],
  },
  usage: {
    schema_version: 1,
    rows: [{ key: '2026-11-20', ...totals }],
    totals,
    unpriced: [{ model: 'gpt-9', responses: 1 }],
    scan: { files: 1, parsed: 0, bytes: 0, ms: 1.5 },
  },
  reflect: {
    schema_version: 1,
    summary,
    waste: { tokens: 0, cost_usd: 0, ms: 0 },
    diagnostics: [{ code: 'bad_json', message: 'm', count: 1, line: 3 }],
  },
  review,
  view: { schema_version: 1, summary, folder: null, commits: [{ sha: 'ab', branch: null, subject: null }] },
  report: {
    schema_version: 1,
    sessions: 1,
    from: '2026-02-27T10:00:00Z',
    to: null,
    trend: {
      verdict: 'unknown',
      test: 'mann-kendall',
      n: 1,
      needed: 8,
      s: 0,
      tau: null,
      p: null,
      method: 'exact',
      alpha: 0.05,
      slope: null,
      points: [
        {
          id: 'f608c31e',
          start: '2026-02-27T10:00:00Z',
          score: 91,
          letter: 'A',
          agent: 'codex',
          type: 'feature',
          risk: 'low',
          outcome: 'completed',
          cost_usd: null,
          intent: 'Add login',
        },
      ],
    },
    patterns: [
      {
        id: 'retry_loop',
        title: 'Retry loop',
        severity: 'warning',
        sessions: 1,
        share: 1,
        findings: 2,
        waste: { tokens: 5, cost_usd: 0.1, ms: 9 },
        advice: 'Read the error first.',
        examples: ['f608c31e'],
        last_seen: null,
      },
    ],
    waste: { tokens: 5, cost_usd: 0.1, ms: 9 },
    cost: { usd: null, priced_sessions: 0, median_usd: null, unpriced: [] },
    by_agent: [
      {
        key: 'codex',
        sessions: 1,
        graded: 1,
        median_score: 91,
        cost_usd: null,
        output_tokens: 5,
        findings_per_session: 2,
      },
    ],
    by_model: [],
  },
  explain: {
    schema_version: 1,
    summary,
    commit: { sha: 'ab', branch: null, subject: null },
    turns: [
      {
        index: 0,
        prompt: 'Add login',
        queued: [],
        start: null,
        end: null,
        type: 'feature',
        risk: 'low',
        calls: { read: 2 },
        files: [{ path: 'a.ts', operations: ['edit'] }],
        checks: [
          {
            kind: 'test',
            command: 'npm test',
            runs: 2,
            failed: 1,
            ok: true,
            passed_tests: 3,
            failed_tests: null,
            event: 'e1',
          },
        ],
        commits: [],
        errors: [{ tool: 'Bash', what: 'ls x', message: 'no', times: 1, event: 'e2' }],
        incidents: [{ kind: 'interrupted', detail: '', event: 'e3' }],
        answer: null,
      },
    ],
    why: { type: evidence, intent: evidence, risk: evidence, outcome: evidence },
    findings: [],
  },
  handoff: {
    schema_version: 1,
    session: {
      id: 'f608c31e',
      agent: 'codex',
      start: null,
      end: null,
      cwd: null,
      git_branch: null,
      outcome: 'partial',
    },
    goal: 'Add login',
    asked: [{ text: 'Add login', result: null }],
    decisions: [{ by: 'person', text: 'Use sessions.', event: 'e1' }],
    done: ['Tests pass.'],
    open: [{ kind: 'check', text: 'lint fails', event: null }],
    todo: [{ text: 'Docs', status: 'pending' }],
    plan_age: 0,
    files: [{ path: 'a.ts', operations: ['edit'], state: 'changed', added: 1, removed: 0, reason: null }],
    commands: [{ kind: 'test', command: 'npm test', result: '3 passed', event: 'e1' }],
    last_words: null,
    size: { tokens: 90, max_tokens: 4000, fits: true, dropped: { files: 1 } },
  },
  stats: {
    schema_version: 1,
    sessions: 0,
    first: null,
    last: null,
    days: 0,
    turns: 0,
    tool_calls: 0,
    errors: 0,
    files: 0,
    lines_added: 0,
    lines_removed: 0,
    commits: 0,
    tokens: {
      input_tokens: 0,
      cache_write_tokens: 0,
      cache_write_1h_tokens: 0,
      cache_read_tokens: 0,
      output_tokens: 0,
      reasoning_tokens: 0,
    },
    cost_usd: null,
    unpriced: [],
    by_agent: {},
    by_type: {},
    by_risk: {},
    by_grade: {},
    by_outcome: {},
    tools: { Bash: 1 },
    hot_files: [{ path: 'a.ts', project: null, sessions: 2 }],
  },
  checkpoints: { schema_version: 1, checkpoints: [checkpoint], total: 1 },
  commit: {
    schema_version: 1,
    commit: 'ab',
    committed: true,
    checkpoints: [
      {
        id: 'ab',
        commit: 'ab',
        subject: 's',
        session: 's',
        agent: 'codex',
        at: '2026-02-27T10:00:00Z',
        reason: 'files',
        from: null,
        files: ['a.ts'],
        artifacts: ['summary.json'],
        left_out: [],
      },
    ],
  },
  travel: { schema_version: 1, remote: 'origin', commit: null, sent: false, received: false, checkpoints: 0 },
  resume: {
    schema_version: 1,
    sessions: [
      {
        session: 's',
        agent: 'codex',
        folder: 's',
        data: 'restored',
        transcript: 'placed',
        path: 'a',
        command: ['codex', 'resume', 's'],
        note: null,
      },
    ],
  },
  rewind: {
    schema_version: 1,
    checkpoint,
    dry_run: false,
    applied: true,
    before: 'ab',
    moved_to: null,
    changes: [{ path: 'a.ts', change: 'modify' }],
    foreign: [],
    merged: [],
    conflicts: [],
    kept: [],
    nested: [],
    obstacles: [],
  },
  shadow: {
    schema_version: 1,
    bytes: 10,
    sessions: [
      {
        session: 's',
        agent: null,
        worktree: 'main',
        branches: ['main'],
        checkpoints: 1,
        first_at: '2026-02-27T10:00:00Z',
        last_at: '2026-02-27T10:00:00Z',
        latest: 'ab',
        ref: 'refs/ses/shadow/main/s',
      },
    ],
    pruned: [],
    dry_run: false,
  },
  webhook: {
    schema_version: 1,
    url: 'https://example.com/…',
    events: ['session.ended'],
    signed: true,
    disabled_at: null,
    wait_until: null,
    pending: [
      {
        id: 'msg_1',
        event: 'session.ended',
        queued_at: '2026-01-01T00:00:00.000Z',
        attempts: 1,
        due_at: '2026-01-01T00:00:05.000Z',
        status: 500,
        error: null,
      },
    ],
    dead: [],
    damaged: [],
  },
  'ai-summary': {
    schema_version: 1,
    session_id: 's',
    folder: 's',
    text: '## Goal',
    provider: 'openai',
    model: 'gpt-4o-mini',
    created: '2026-01-01T00:00:00.000Z',
    tokens: { input: 1, cache_read: 0, cache_write: 0, output: 1, reasoning: 0 },
    cost_usd: null,
    ms: 1,
    attempts: 1,
    complete: true,
    from_reasoning: false,
    input: { tokens: 1, turns: 1, condensed: 0 },
    reused: false,
  },
  doctor: {
    schema_version: 1,
    healthy: false,
    problems: [
      { id: 'store', severity: 'problem', title: 'a lock', cause: 'killed', fix: 'ses doctor --fix', repairable: true },
    ],
    fixed: [],
    checks: [{ id: 'store', title: 'Store', problems: 1, warnings: 0 }],
  },
  proxy: {
    schema_version: 1,
    url: 'http://127.0.0.1:1',
    port: 1,
    session: null,
    upstreams: [{ name: 'openai', url: 'http://127.0.0.1:1/openai' }],
  },
  run: {
    schema_version: 1,
    exit_code: 130,
    signal: 'SIGINT',
    session: 'm-1',
    transcript_agent: null,
    budget_usd: 1,
    refused: 0,
    totals: {
      requests: 1,
      failed: 0,
      cut: 0,
      unmetered: 0,
      usage: told.usage,
      cost_usd: null,
      models: [{ model: 'm', responses: 1, cost_usd: null }],
    },
  },
  metered: {
    schema_version: 1,
    action: 'end',
    done: true,
    session: told,
    response: {
      provider: 'p',
      model: 'm',
      usage: told.usage,
      cost_usd: null,
      cost_source: null,
      at_least: true,
    },
    changes: {
      files: [{ path: 'a.ts', operation: 'rename', to: 'b.ts', added: 1, removed: null }],
      files_left_out: 0,
      commits: [{ sha: 'ab', branch: null, subject: 'x' }],
      branch: 'main',
    },
    budget: { exceeded: false, budgets: [{ scope: 'day', limit_usd: 1, spent_usd: 0, state: 'ok' }] },
    notes: [],
  },
  today: {
    schema_version: 1,
    day: '2026-11-20',
    projects: [{ project: '/p', sessions: [listed], responses: 1, cost_usd: 1, open_session: told }],
    totals: { sessions: 1, responses: 1, cost_usd: 1 },
    elsewhere: { responses: 0, cost_usd: 0 },
    unpriced: [],
    vanished: ['/gone'],
  },
  install: {
    schema_version: 1,
    action: 'enable',
    scope: 'project',
    dry_run: false,
    agents: [
      {
        id: 'claude-code',
        title: 'Claude Code',
        status: 'enabled',
        signs: ['~/.claude'],
        files: [{ path: '.claude/settings.json', action: 'changed', backup: null }],
        events: ['Stop'],
        next: [],
        undo: 'ses disable claude-code',
        error: null,
      },
    ],
    gitignore: null,
    removed: null,
    notes: [],
  },
  blame: {
    schema_version: 1,
    path: 'a.ts',
    commit: null,
    authors: [
      {
        kind: 'agent',
        session: 's',
        agent: null,
        models: [],
        turn: 1,
        prompt: null,
        evidence: 'snapshot',
        candidates: [],
        commit: null,
        commit_author: null,
      },
    ],
    lines: [{ line: 1, text: 'x', kind: 'agent', shares: [{ author: 0, characters: 1 }] }],
  },
  'blame-summary': {
    schema_version: 1,
    from: null,
    to: 'ab',
    total: { lines: 1, agent: 1, human: 0, mixed: 0, unknown: 0 },
    agents: [{ agent: 'codex', lines: 1 }],
    sessions: [{ session: 's', agent: 'codex', lines: 1 }],
    files: [{ path: 'a.ts', lines: 1, agent: 1, human: 0, mixed: 0, unknown: 0 }],
  },
  bisect: {
    schema_version: 1,
    command: 'npm test',
    result: 'found',
    first_bad: checkpoint,
    last_good: checkpoint,
    turn: null,
    changes: [{ path: 'a.ts', change: 'modify' }],
    candidates: ['ab'],
    tests: [{ checkpoint: 'ab', exit: 1, verdict: 'bad', ms: 3 }],
  },
  error: { error: { code: 'not_found', message: 'no session x', fix: 'ses list' } },
}

describe('documents', () => {
  it('have these names', () => {
    expect(schemaNames).toEqual([
      'summary',
      'index',
      'metadata',
      'config',
      'session.ended',
      'review.completed',
      'list',
      'search',
      'status',
      'usage',
      'reflect',
      'review',
      'view',
      'report',
      'explain',
      'handoff',
      'stats',
      'webhook',
      'ai-summary',
      'install',
      'checkpoints',
      'commit',
      'travel',
      'resume',
      'rewind',
      'shadow',
      'doctor',
      'metered',
      'today',
      'blame',
      'blame-summary',
      'bisect',
      'proxy',
      'run',
      'error',
    ])
  })

  it.each(schemaNames.map((name) => [name]))('%s: a good one passes, also after a trip through JSON', (name) => {
    expect(checkDocument(name, good[name])).toEqual([])
    expect(checkDocument(name, JSON.parse(JSON.stringify(good[name])))).toEqual([])
  })

  it.each(schemaNames.filter((name) => name !== 'config').map((name) => [name]))(
    '%s: a key more passes, a required key less does not',
    (name) => {
      expect(checkDocument(name, { ...good[name], added_later: true })).toEqual([])
      for (const key of (jsonSchema(name) as { required: string[] }).required) {
        const { [key]: _, ...less } = good[name] as unknown as Record<string, unknown>
        expect(checkDocument(name, less).map((issue) => issue.path)).toEqual([key])
      }
    },
  )

  it.each(schemaNames.map((name) => [name]))('%s: has a JSON Schema of draft 2020-12 that is plain JSON', (name) => {
    const schema = jsonSchema(name)
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' })
  })

  it('usage spells its rows and totals as the contract does', () => {
    const keys = [
      'agent',
      'models',
      'input_tokens',
      'cache_write_tokens',
      'cache_write_1h_tokens',
      'cache_read_tokens',
      'output_tokens',
      'reasoning_tokens',
      'responses',
      'cost_usd',
    ]
    const schema = jsonSchema('usage') as {
      required: string[]
      properties: {
        rows: { items: { required: string[] } }
        totals: { required: string[] }
        scan: { required: string[] }
      }
    }
    expect(schema.required).toEqual(['schema_version', 'rows', 'totals', 'unpriced', 'scan'])
    expect(schema.properties.rows.items.required).toEqual(['key', ...keys])
    expect(schema.properties.totals.required).toEqual(keys)
    expect(schema.properties.scan.required).toEqual(['files', 'parsed', 'bytes', 'ms'])
  })

  it('throw an error that names document and path when they are wrong', () => {
    expect(() => parseIndex({ ...good.index, sessions: [{ ...session, grade: 'E' }] })).toThrow(
      'index: sessions[0].grade: expected "A+" or "A" or "B" or "C" or "D" or "F" or "N/A"',
    )
    expect(() => parseMetadata(null)).toThrow('metadata: expected object')
    expect(() => parseDocument('error', { error: {} })).toThrow('error: error.code: expected string')
  })

  it('are all registered: every file of schemas is named by its index', () => {
    const folder = new URL('./schemas/', import.meta.url)
    const files = readdirSync(folder).filter((file) => !['index.ts', 'parts.ts'].includes(file))
    const index = readFileSync(new URL('index.ts', folder), 'utf8')
    const named = [...index.matchAll(/from '\.\/([a-z-]+\.ts)'/g)].map((found) => found[1])
    expect(named.toSorted()).toEqual(files.toSorted())
    expect(named.length).toBeGreaterThan(10)
  })
})
