import type { CompleteSummary, DashboardDay, ListedSession, SummaryFinding } from '@ses/schema'

/** What a hostile transcript puts into every field it can reach. */
export const hostile = `<img src=x onerror="window.__hurt=1"><svg onload=window.__hurt=1>"'\`\${7*7}</textarea><script>window.__hurt=1</script>`
export const hostileId = '<img src=x onerror=window.__hurt=1>/../"&?#%'

const agents = ['claude-code', 'codex', 'gemini-cli', 'opencode', 'cursor']
const models = ['claude-opus-4-5', 'gpt-5.2-codex', 'gemini-3-pro', 'claude-sonnet-4-5', 'claude-haiku-4-5']
const types = ['feature', 'bugfix', 'refactor', 'test', 'docs', 'perf', 'security', 'config'] as const
const risks = ['low', 'medium', 'high'] as const
const intents = [
  'Keep the login alive when the token expires during an upload',
  'Show the price of a plan in the currency of the visitor',
  'Split the billing job so that one bad invoice does not stop the rest',
  'Why does the nightly import skip the last row?',
  'Write tests for the retry queue',
  'Cache the search results for a minute',
  'Move the mail templates out of the controller',
  'Upgrade the database driver and drop the old shim',
  'Explain the deployment in the README',
  'Reject uploads whose type does not match their content',
]
export const paths = [
  'src/billing/invoice.ts',
  'src/auth/session.ts',
  'src/auth/session.test.ts',
  'src/search/index.ts',
  'src/mail/templates/welcome.ts',
  'package.json',
  'docs/deployment.md',
  'migrations/0042-add-currency.sql',
  '.github/workflows/ci.yml',
  'src/upload/content-type.ts',
  'packages/importer/src/readers/delimited/read-last-row.ts',
  'config/default.json',
]

const dayMs = 86_400_000

/** A number of 0–1 that is the same for the same seed. */
export function chance(seed: number): number {
  const x = Math.sin(seed * 12.9898 + 78.233) * 43_758.5453
  return x - Math.floor(x)
}

/** `total` sessions up to `now`, the latest first, the first of them running, the third hostile. */
export function fakeSessions(total: number, now: number): ListedSession[] {
  return Array.from({ length: total }, (_, i) => {
    const start = now - i * (dayMs / 9) * (0.6 + chance(i) * 0.8) - 600_000
    const score = Math.max(18, Math.min(100, Math.round(84 - Math.min(22, i / 12) + (chance(i + 1) - 0.5) * 44)))
    const minutes = Math.round(3 + chance(i + 2) ** 3 * 140)
    const agent = Math.floor(chance(i + 3) ** 2 * agents.length)
    const ungraded = chance(i + 4) < 0.05
    const session: ListedSession = {
      id: `5e55-${String(i).padStart(6, '0')}`,
      folder: `5e55-${String(i).padStart(6, '0')}`,
      agent: agents[agent] ?? 'codex',
      start: new Date(start).toISOString(),
      end: i === 0 ? null : new Date(start + minutes * 60_000).toISOString(),
      type: types[Math.floor(chance(i + 5) * types.length)] ?? 'feature',
      intent: intents[Math.floor(chance(i + 6) * intents.length)] ?? '',
      risk: risks[Math.floor(chance(i + 7) ** 2 * 3)] ?? 'low',
      grade: ungraded ? 'N/A' : letter(score),
      score: ungraded ? null : score,
      cost: chance(i + 8) < 0.04 ? null : Math.round(chance(i + 9) ** 3 * 900) / 100,
      tool_calls: Math.round(chance(i + 10) * 120),
      duration_minutes: minutes,
      models: [models[agent] ?? 'gpt-5.2-codex'],
      files_changed: Math.round(chance(i + 11) ** 2 * 24),
      findings: Math.round(chance(i + 12) ** 2 * 6),
      project: '/home/ada/shop',
      active: i === 0,
    }
    return i === 2 ? { ...session, id: hostileId, intent: hostile, agent: hostile, models: [hostile] } : session
  })
}

/** The last `count` days with what the sessions cost on each. */
export function fakeDays(sessions: readonly ListedSession[], count: number, now: number): DashboardDay[] {
  return Array.from({ length: count }, (_, i) => {
    const day = new Date(now - (count - 1 - i) * dayMs).toISOString().slice(0, 10)
    const these = sessions.filter(({ start }) => start?.startsWith(day))
    const cost = these.reduce((sum, session) => sum + (session.cost ?? 0), 0)
    return {
      day,
      sessions: these.length,
      cost_usd: cost,
      input_tokens: Math.round(cost * 42_000),
      cache_read_tokens: Math.round(cost * 910_000),
      cache_write_tokens: Math.round(cost * 64_000),
      output_tokens: Math.round(cost * 21_000),
      median_score: these[0]?.score ?? null,
    }
  })
}

/** A whole summary of a listed session; every text of the hostile one is hostile. */
export function fakeSummary(session: ListedSession): CompleteSummary {
  const evil = session.id === hostileId
  const say = (text: string): string => (evil ? hostile : text)
  const tokens = {
    input_tokens: 41_203,
    cache_write_tokens: 88_120,
    cache_write_1h_tokens: 0,
    cache_read_tokens: 1_204_442,
    output_tokens: 20_118,
    reasoning_tokens: 4102,
  }
  const finding = (id: string, severity: SummaryFinding['severity'], title: string, at: number[]): SummaryFinding => ({
    id,
    severity,
    title: say(title),
    events: at.map((n) => `e${n}`),
    waste: { tokens: 48_200 * at.length, cost_usd: 0.21 * at.length, ms: 42_000 * at.length },
    advice: say('Read the error before the next attempt; after two equal failures, look at the cause instead.'),
    detail: say(`The same command failed ${at.length + 1} times in a row without a change in between.`),
  })
  return {
    version: '2.0',
    session: {
      id: session.id,
      agent: session.agent,
      start: session.start,
      end: session.end,
      duration_minutes: session.duration_minutes,
      type: session.type,
      intent: session.intent,
      risk: session.risk,
      summary: say(
        `${session.intent}. Changed the session store and its tests; the build was checked, the tests pass.`,
      ),
      title: null,
      agent_version: '2.1.4',
      models: session.models,
      cwd: say('/home/ada/shop'),
      git_branch: say('fix/upload-login'),
      git_commit: null,
      forked_from: null,
      outcome: { state: 'completed', confidence: 0.86 },
      type_confidence: 0.9,
      risk_score: 42,
      follow_ups: [],
      turns: 6,
      tool_calls: session.tool_calls,
      commits: [{ sha: '9c1f2ab', branch: say('fix/upload-login'), subject: say('Keep the login alive') }],
    },
    changes: {
      files: paths.slice(0, 5).map((path, i) => ({
        path: evil ? `${hostile}/${i}` : path,
        category: path.includes('.test.') ? 'test' : 'source',
        operations: ['edit'],
      })),
      summary: { source: 4, test: 1 },
    },
    activity: {
      tools: { [say('Bash')]: 21, Edit: 9, Read: 30 },
      commands: { test: [say('npm test')] },
      errors: [4, 24, 44].map((n) => ({
        time: session.start,
        tool: say('Bash'),
        message: say('FAIL src/auth/session.test.ts: expected 200 to be 401 after the token expired'),
        event: `e${n}`,
      })),
    },
    review_hints: {
      tests_run: true,
      tests_passed: true,
      build_verified: true,
      files_without_tests: [say('src/mail/templates/welcome.ts')],
      large_change: false,
      config_changed: true,
      migration_added: false,
    },
    prompts: [{ time: session.start, text: session.intent }],
    scope: [say('auth')],
    usage: {
      ...tokens,
      web_searches: 0,
      responses: 48,
      cost_usd: session.cost,
      by_model: session.models.map((model) => ({
        ...tokens,
        model,
        web_searches: 0,
        responses: 48,
        cost_usd: session.cost,
      })),
      unpriced: [],
    },
    grade: {
      score: session.score,
      letter: session.grade,
      process: session.score === null ? null : Math.round(session.score * 0.6),
      outcome: session.score === null ? null : session.score - Math.round(session.score * 0.6),
      bonuses: [
        { id: 'base', points: 100, reason: say('What a session starts with') },
        { id: 'tests_after_edit', points: 4, reason: say('Ran the tests after the last change') },
      ],
      penalties: [
        { id: 'retry_loop', points: -12, reason: say('Repeated a failing command without a change (2 times)') },
        { id: 'blind_edit', points: -8, reason: say('Edited a file that was not read before') },
      ],
    },
    findings: [
      finding('retry_loop', 'concern', 'Repeated a failing command', [4, 24, 44]),
      finding('blind_edit', 'warning', 'Edited without reading', [12]),
      finding('long_output', 'info', 'Read more output than needed', [16, 36]),
    ],
    evidence: { type: [], intent: [], risk: [] },
    claims: [
      { text: say('All tests pass now.'), kind: 'tests_pass', verified: true, events: ['e30'] },
      { text: say('The build is green as well.'), kind: 'build_passes', verified: null, events: ['e50'] },
      { text: say('I committed the change.'), kind: 'committed', verified: false, events: ['e50'] },
    ],
    masking: { rule_set: 'f00d', counts: {} },
    coverage: { lines: 240, recognised: 240, bytes: 480_000 },
    children: [
      { id: evil ? hostile : 'agent-7f21', agent_type: say('explorer'), tool_calls: 14, cost_usd: 0.12 },
      { id: 'agent-9b02', agent_type: say('reviewer'), tool_calls: 6, cost_usd: null },
    ],
  }
}

function letter(score: number): ListedSession['grade'] {
  if (score >= 95) return 'A+'
  if (score >= 90) return 'A'
  if (score >= 75) return 'B'
  if (score >= 60) return 'C'
  return score >= 45 ? 'D' : 'F'
}
