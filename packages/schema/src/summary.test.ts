import { SesError } from '@ses/model'
import { describe, expect, it } from 'vitest'
import { checkSummary, parseSummary } from './check-document.ts'
import type { FixedSummary } from './documents/fixed-summary.ts'
import type { CompleteSummary } from './documents/summary.ts'
import { jsonSchema } from './json-schema.ts'

/** The example of the contract: what other tools write and what bots have been reading. */
const example = {
  version: '2.0',
  session: {
    id: 'f608c31e',
    agent: 'claude-code',
    start: '2026-02-27T10:00:00Z',
    end: '2026-02-27T10:45:00Z',
    duration_minutes: 45,
    type: 'bugfix',
    intent: 'Fix authentication timeout issue',
    risk: 'medium',
    summary: 'Fixed: Fix authentication timeout issue',
  },
  changes: {
    files: [{ path: 'src/auth.ts', category: 'source', operations: ['edit'] }],
    summary: { source: 3, test: 1 },
  },
  activity: {
    tools: { Read: 15, Edit: 3, Bash: 5 },
    commands: { test: ['npm run test'], git: ['git status'] },
    errors: [],
  },
  review_hints: {
    tests_run: true,
    build_verified: false,
    files_without_tests: ['src/auth.ts'],
    large_change: false,
    config_changed: false,
    migration_added: false,
  },
  prompts: [{ time: '2026-02-27T10:00:05Z', text: 'Fix the auth timeout bug' }],
  scope: ['auth'],
}

const tokens = {
  input_tokens: 10,
  cache_write_tokens: 4,
  cache_write_1h_tokens: 1,
  cache_read_tokens: 3,
  output_tokens: 5,
  reasoning_tokens: 2,
  web_searches: 1,
  responses: 2,
}

const complete: CompleteSummary = {
  ...(example as unknown as FixedSummary),
  session: {
    ...(example.session as unknown as FixedSummary['session']),
    title: null,
    agent_version: '2.1.328',
    models: ['claude-opus-5'],
    cwd: '/project',
    git_branch: 'main',
    git_commit: null,
    forked_from: null,
    outcome: { state: 'completed', confidence: 0.9 },
    type_confidence: 0.8,
    risk_score: 42,
    follow_ups: [],
    turns: 1,
    tool_calls: 23,
    commits: [{ sha: 'abc1234', branch: 'main', subject: 'Fix timeout' }],
  },
  usage: {
    ...tokens,
    cost_usd: 0.5,
    by_model: [{ model: 'claude-opus-5', ...tokens, cost_usd: null }],
    unpriced: [{ model: 'claude-opus-6', responses: 1 }],
  },
  grade: {
    score: 88,
    letter: 'B',
    process: 80,
    outcome: null,
    penalties: [{ id: 'retry_loop', points: -12, reason: 'one of nine commands' }],
    bonuses: [],
  },
  findings: [
    {
      id: 'retry_loop',
      severity: 'warning',
      title: 'Same command, same failure',
      events: ['e1', 'e2'],
      waste: { tokens: 100, cost_usd: 0.01, ms: 20 },
      advice: 'Change something first.',
      detail: 'npm test',
    },
  ],
  evidence: {
    type: [{ rule: 'verb_fix', weight: 2, events: ['p1'] }],
    intent: [],
    risk: [{ rule: 'auth', events: [] }],
  },
  claims: [{ text: 'All tests pass', kind: 'tests_pass', verified: false, events: ['r9'] }],
  masking: { rule_set: '9f2c', counts: { 'github-token': 2 } },
  coverage: { lines: 40, recognised: 40, bytes: 90_000 },
  children: [{ id: 'agent-1', agent_type: null, tool_calls: 4, cost_usd: null }],
}

describe('summary.json', () => {
  it('of the contract’s example is valid', () => {
    expect(checkSummary(example)).toEqual([])
    expect(parseSummary(example)).toBe(example)
  })

  it('with every addition is valid', () => {
    expect(checkSummary(JSON.parse(JSON.stringify(complete)))).toEqual([])
  })

  it('of a later version with more keys is still valid', () => {
    const later = { ...complete, new_part: 1, session: { ...complete.session, mood: 'fine' } }
    expect(checkSummary(later)).toEqual([])
  })

  it.each([
    ['version'],
    ['session', 'id'],
    ['session', 'agent'],
    ['session', 'start'],
    ['session', 'end'],
    ['session', 'duration_minutes'],
    ['session', 'type'],
    ['session', 'intent'],
    ['session', 'risk'],
    ['session', 'summary'],
    ['changes', 'files'],
    ['changes', 'summary'],
    ['activity', 'tools'],
    ['activity', 'commands'],
    ['activity', 'errors'],
    ['review_hints', 'tests_run'],
    ['review_hints', 'build_verified'],
    ['review_hints', 'files_without_tests'],
    ['review_hints', 'large_change'],
    ['review_hints', 'config_changed'],
    ['review_hints', 'migration_added'],
    ['prompts'],
    ['scope'],
  ])('without %s %s is invalid, and the issue names it', (...path: string[]) => {
    const copy = structuredClone(complete) as unknown as Record<string, Record<string, unknown>>
    const [first = '', second] = path
    if (second === undefined) delete copy[first]
    else delete copy[first]?.[second]
    expect(checkSummary(copy).map((issue) => issue.path)).toEqual([path.join('.')])
  })

  it('has exactly these fixed keys in its JSON Schema', () => {
    const schema = jsonSchema('summary') as {
      required: string[]
      properties: Record<string, { required: string[]; properties: Record<string, { items?: { required: string[] } }> }>
    }
    expect(schema.required).toEqual(['version', 'session', 'changes', 'activity', 'review_hints', 'prompts', 'scope'])
    expect(schema.properties['session']?.required).toEqual([
      'id',
      'agent',
      'start',
      'end',
      'duration_minutes',
      'type',
      'intent',
      'risk',
      'summary',
    ])
    expect(schema.properties['changes']?.required).toEqual(['files', 'summary'])
    expect(schema.properties['changes']?.properties['files']?.items?.required).toEqual([
      'path',
      'category',
      'operations',
    ])
    expect(schema.properties['activity']?.required).toEqual(['tools', 'commands', 'errors'])
    expect(schema.properties['review_hints']?.required).toEqual([
      'tests_run',
      'build_verified',
      'files_without_tests',
      'large_change',
      'config_changed',
      'migration_added',
    ])
  })

  it('serves a bot that knows the fixed keys only', () => {
    const bot = (text: string): string => {
      const { session, changes, activity, review_hints, prompts, scope } = JSON.parse(text) as typeof example
      return [
        `${session.agent} ${session.type} (${session.risk}) ${session.duration_minutes} min: ${session.summary}`,
        changes.files.map((file) => `${file.operations.join('+')} ${file.path} [${file.category}]`).join(', '),
        `${changes.summary.source} source, ${activity.tools.Read} reads, ${activity.commands.test.length} test commands`,
        review_hints.tests_run ? 'tested' : 'untested',
        review_hints.files_without_tests.join(),
        `${prompts[0]?.text} → ${scope.join()}`,
      ].join('\n')
    }
    expect(bot(JSON.stringify(complete))).toBe(bot(JSON.stringify(example)))
  })

  it.each([
    ['session.type', { ...example, session: { ...example.session, type: 'chore' } }],
    ['session.risk', { ...example, session: { ...example.session, risk: 'critical' } }],
    ['version', { ...example, version: '1.0' }],
    ['prompts[0].text', { ...example, prompts: [{ time: null }] }],
    [
      'grade.penalties[0].points',
      { ...complete, grade: { ...complete.grade, penalties: [{ id: 'x', points: 1, reason: '' }] } },
    ],
  ])('with a wrong %s is refused', (path, value) => {
    expect(checkSummary(value).map((issue) => issue.path)).toEqual([path])
    expect(() => parseSummary(value)).toThrow(SesError)
  })

  it('may say that times and length are unknown', () => {
    const session = { ...example.session, start: null, end: null, duration_minutes: null }
    expect(checkSummary({ ...example, session })).toEqual([])
  })
})
