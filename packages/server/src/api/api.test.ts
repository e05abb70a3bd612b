import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSession } from '@ses/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { NOW, openTestDashboard, sampleSession, type TestDashboard } from '../fixtures/test-dashboard.ts'

let at: TestDashboard
const HOSTILE = '<img src=x onerror=alert(1)>"\'\u001b[31m\u202e'

beforeAll(async () => {
  at = await openTestDashboard()
  await at.put(sampleSession('one', 1))
  await at.put(sampleSession('two', 30, 'Add a parser for totals'))
  await at.put(sampleSession('three', 24 * 40, 'Add a parser for dates'))
  await at.put(
    buildSession({ id: 'child-parent', startedAt: NOW - 7_200_000 })
      .prompt('Explore')
      .subagent('Explore', (child) => child.read('src/deep.ts').edit('src/deep.ts', { before: 'x', after: 'y' }))
      .reply('Explored.')
      .build(),
  )
  await at.put(
    buildSession({ id: 'hostile', agent: HOSTILE, startedAt: NOW - 3 * 3_600_000, cwd: HOSTILE })
      .prompt(HOSTILE)
      .edit(HOSTILE, { before: HOSTILE, after: `${HOSTILE}\n` })
      .shell(HOSTILE, { output: HOSTILE, outcome: 'error' })
      .reply(HOSTILE)
      .build(),
  )
  await vi.waitFor(async () => expect(await get('/sessions')).toMatchObject({ total: 5 }), 5000)
})
afterAll(() => at.close())

const get = async (path: string): Promise<Record<string, unknown>> => {
  const answer = await at.ask(`/api${path}`)
  expect([path, answer.status, answer.status === 200 ? '' : answer.text]).toEqual([path, 200, ''])
  expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' })
  return answer.json()
}
const ids = (document: Record<string, unknown>): string[] =>
  (document['sessions'] as { id: string }[]).map(({ id }) => id)

describe('/api/overview', () => {
  it('sums the period that was asked for, without gaps in its days', async () => {
    const all = await get('/overview')
    expect(all).toMatchObject({ schema_version: 1, project: '/project', from: '2026-01-29', to: '2026-03-10' })
    expect(all['totals']).toMatchObject({ sessions: 5, errors: 4 })
    expect(all['days']).toHaveLength(41)
    const two = await get('/overview?since=2026-03-09&until=2026-03-09')
    expect(two).toMatchObject({ from: '2026-03-09', to: '2026-03-09', totals: { sessions: 1 } })
    expect(two['days']).toMatchObject([{ day: '2026-03-09', sessions: 1 }])
  })

  it('adds up: days, hours and grades hold every session once', async () => {
    const { days, heatmap, grades, totals } = (await get('/overview')) as unknown as {
      days: { sessions: number; output_tokens: number }[]
      heatmap: number[][]
      grades: Record<string, number>
      totals: { output_tokens: number }
    }
    const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
    expect(sum(days.map(({ sessions }) => sessions))).toBe(5)
    expect(sum(days.map((day) => day.output_tokens))).toBe(totals.output_tokens)
    expect(heatmap).toHaveLength(7)
    expect(sum(heatmap.flat())).toBe(5)
    // 2026-03-10 is a Tuesday; it was noon.
    expect(heatmap[1]?.[11]).toBe(1)
    expect(sum(Object.values(grades))).toBe(5)
  })
})

describe('/api/sessions', () => {
  it('lists the latest first, in parts', async () => {
    const first = await get('/sessions?limit=2')
    expect(first).toMatchObject({ total: 5, offset: 0 })
    expect(ids(first)).toEqual(['one', 'child-parent'])
    expect(ids(await get('/sessions?limit=2&offset=3'))).toEqual(['two', 'three'])
    expect(ids(await get('/sessions?sort=start&order=asc'))[0]).toBe('three')
  })

  it('finds by words, file, agent and period', async () => {
    expect(ids(await get('/sessions?q=PARSER+totals'))).toEqual(['two'])
    expect(ids(await get('/sessions?file=deep.ts'))).toEqual(['child-parent'])
    expect(ids(await get(`/sessions?agent=${encodeURIComponent(HOSTILE)}`))).toEqual(['hostile'])
    expect(ids(await get('/sessions?until=2026-02-01'))).toEqual(['three'])
    expect(ids(await get('/sessions?agent=nobody'))).toEqual([])
  })

  it('counts the values of a facet as if it was not filtered by', async () => {
    const { facets, total } = await get('/sessions?agent=claude-code')
    expect(total).toBe(4)
    expect((facets as { agent: object }).agent).toEqual({ 'claude-code': 4, [HOSTILE]: 1 })
  })
})

describe('a session', () => {
  it('is found by id, beginning and `latest`', async () => {
    for (const id of ['one', 'on', 'latest']) {
      expect(await get(`/sessions/${id}`)).toMatchObject({ summary: { session: { id: 'one' } }, readable: true })
    }
    expect((await at.ask('/api/sessions/t')).json()).toMatchObject({ error: { code: 'ambiguous_id' } })
  })

  it('has its review and summary when they lie in its folder', async () => {
    expect(await get('/sessions/one')).toMatchObject({ review: null, ai_summary: null })
    const folder = join(at.store.directory, 'one')
    writeFileSync(join(folder, 'ai-summary.md'), '# Done')
    writeFileSync(join(folder, 'review.json'), '{"not":"a review"}')
    expect(await get('/sessions/one')).toMatchObject({ review: null, ai_summary: '# Done' })
  })

  it('is told event by event, in stretches, with findings and costs where they belong', async () => {
    const whole = (await get('/sessions/one/timeline')) as unknown as { total: number; entries: { id: string }[] }
    expect(whole.entries.map((entry) => (entry as unknown as { type: string }).type)).toEqual([
      'prompt',
      'tool',
      'tool',
      'tool',
      'reply',
    ])
    expect(whole.entries[3]).toMatchObject({
      tool: 'Bash',
      text: 'npm test',
      outcome: 'error',
      output: '1 failed',
      turn: 1,
    })
    const part = await get('/sessions/one/timeline?after=3&limit=1')
    expect(part).toMatchObject({ total: 5, offset: 3, entries: [{ id: whole.entries[3]?.id, index: 3 }] })
    const around = await get(`/sessions/one/timeline?around=${whole.entries[4]?.id}&limit=2`)
    expect(around).toMatchObject({ offset: 3, entries: [{ index: 3 }, { index: 4 }] })
    expect(await get('/sessions/one/timeline?after=99')).toMatchObject({ total: 5, offset: 5, entries: [] })
  })

  it('leads into its sub-agents', async () => {
    const { entries } = (await get('/sessions/child-parent/timeline')) as { entries: { child_id?: string }[] }
    const child = entries.find(({ child_id }) => child_id !== undefined)?.child_id ?? ''
    expect(await get(`/sessions/child-parent/timeline?session=${encodeURIComponent(child)}`)).toMatchObject({
      total: 2,
    })
    expect((await at.ask('/api/sessions/child-parent/timeline?session=x')).status).toBe(404)
    expect(await get('/sessions/child-parent/files')).toMatchObject({ files: [{ path: 'src/deep.ts' }] })
  })

  it('shows its edits as a diff', async () => {
    expect(await get('/sessions/one/files')).toMatchObject({
      files: [{ path: 'src/auth.ts', edits: [{ operation: 'edit', diff: ['@@ -1,2 +1,2 @@', ' a', '-b', '+c'] }] }],
    })
  })

  it('has a ledger that adds up', async () => {
    const { total_usd, rows } = (await get('/sessions/one/ledger')) as unknown as {
      total_usd: number | null
      rows: { cost_usd: number | null }[]
    }
    expect(rows.length).toBeGreaterThan(0)
    const priced = rows.flatMap(({ cost_usd }) => cost_usd ?? [])
    expect(priced.reduce((sum, cost) => sum + cost, 0)).toBeCloseTo(total_usd ?? 0, 12)
  })
})

describe('views over all sessions', () => {
  it('files: how often each was changed, and by whom', async () => {
    const { total, files } = await get('/files?q=AUTH')
    expect({ total, files }).toMatchObject({ total: 1, files: [{ path: 'src/auth.ts', sessions: 3, changes: 3 }] })
    const { entries } = (await get('/files/history?path=src/auth.ts')) as { entries: { session: string }[] }
    expect(entries.map(({ session }) => session)).toEqual(['one', 'two', 'three'])
    expect(await get('/files/history?path=nowhere')).toMatchObject({ entries: [] })
  })

  it('patterns and models', async () => {
    expect(await get('/models')).toMatchObject({ by_agent: [{ key: 'claude-code', sessions: 4 }, { sessions: 1 }] })
    const { patterns, sessions } = (await get('/patterns')) as unknown as {
      sessions: number
      patterns: { sessions: number; weeks: { week: string; sessions: number; share: number }[] }[]
    }
    expect(sessions).toBe(5)
    for (const { weeks, sessions: own } of patterns) {
      expect(weeks.reduce((sum, week) => sum + week.sessions, 0)).toBe(own)
      expect(weeks.every(({ share }) => share >= 0 && share <= 1)).toBe(true)
      expect(weeks.map(({ week }) => week)).toEqual(weeks.map(({ week }) => week).toSorted())
    }
    expect(await get('/patterns?since=2030-01-01')).toMatchObject({ sessions: 0, patterns: [] })
  })

  it.each(['auth-timeout', 'C++', "it's", 'a:b', '""', 'AND', '*', '(', '  ', HOSTILE])(
    'any text can be searched: %s',
    async (text) => {
      expect(await get(`/search?q=${encodeURIComponent(text)}`)).toMatchObject({ query: text })
    },
  )

  it('search tells where, by folder, turn and kind', async () => {
    const { total, hits } = await get('/search?q=PARSER')
    expect({ total, hits }).toMatchObject({ total: 2, hits: [{ field: 'prompt', turn: 1, marks: [[6, 12]] }, {}] })
    expect(await get('/search?q=parser&case=1&regex=1')).toMatchObject({ total: 2 })
    expect((await at.ask('/api/search?q=(&regex=1')).status).toBe(400)
  })
})

it('a text from a transcript is data in JSON and nowhere markup', async () => {
  for (const path of [
    '/sessions',
    '/sessions/hostile',
    '/sessions/hostile/timeline',
    '/sessions/hostile/files',
    '/overview',
  ]) {
    const answer = await at.ask(`/api${path}`)
    expect(answer.headers['content-type']).toBe('application/json')
    expect(answer.text).toContain('onerror=alert(1)')
  }
  for (const path of [`/${encodeURIComponent(HOSTILE)}`, `/?token=${encodeURIComponent(HOSTILE)}`]) {
    expect((await at.ask(path)).text).not.toContain('onerror')
  }
})

it('an empty store has empty views', async () => {
  const empty = await openTestDashboard()
  for (const path of ['overview', 'sessions', 'patterns', 'models', 'files', 'budgets', 'settings', 'search?q=x']) {
    const answer = await empty.ask(`/api/${path}`)
    expect([path, answer.status, answer.text.includes('NaN')]).toEqual([path, 200, false])
  }
  expect((await empty.ask('/api/overview')).json()).toMatchObject({ from: null, days: [], recent: [] })
  await empty.close()
})

it('a session whose sources are gone has no timeline, and says so', async () => {
  const gone = await openTestDashboard({}, { analyse: async () => undefined, isReadable: async () => false })
  await gone.put(sampleSession('one'))
  await vi.waitFor(async () => expect((await gone.ask('/api/sessions/one')).status).toBe(200), 5000)
  expect((await gone.ask('/api/sessions/one')).json()).toMatchObject({ readable: false })
  const answer = await gone.ask('/api/sessions/one/timeline')
  expect(answer.status).toBe(404)
  expect(answer.json()).toMatchObject({ error: { code: 'not_found', message: expect.stringContaining('can be read') } })
  await gone.close()
})

it('a bug tells the page nothing but that there is one', async () => {
  const errors: unknown[] = []
  const settings = async (): Promise<never> => {
    throw new Error('/home/somebody/secret')
  }
  const broken = await openTestDashboard({}, { settings, onError: (_, error) => errors.push(error) })
  const answer = await broken.ask('/api/settings')
  expect(answer.status).toBe(500)
  expect(answer.text).not.toContain('somebody')
  expect(errors).toHaveLength(1)
  await broken.close()
})
