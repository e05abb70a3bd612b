import type { ListedSession, Summary } from '@ses/schema'
import { expect, it } from 'vitest'
import { createCalendar } from '../calendar.ts'
import { digestOf, type SessionDigest } from '../sessions/session-digest.ts'
import { inOrder, sessionPage, sortKeys } from './session-page.ts'

const calendar = createCalendar(() => 0)

function digest(id: string, fields: Partial<ListedSession> = {}): SessionDigest {
  const listed: ListedSession = {
    id,
    folder: id,
    agent: 'codex',
    start: null,
    end: null,
    type: 'bugfix',
    intent: id,
    risk: 'low',
    grade: 'A',
    score: null,
    cost: null,
    tool_calls: 0,
    duration_minutes: null,
    models: [],
    files_changed: 0,
    findings: 0,
    project: null,
    active: false,
    ...fields,
  }
  return digestOf(listed, { session: listed, changes: { files: [], summary: {} } } as unknown as Summary, calendar)
}

const all = [
  digest('c', { start: '2026-03-03T00:00:00.000Z', cost: 1, risk: 'high', score: 50 }),
  digest('b', { start: '2026-03-02T00:00:00.000Z', cost: null, risk: 'low', score: 90 }),
  digest('a', { start: '2026-03-01T00:00:00.000Z', cost: 3, risk: 'medium', score: 50 }),
  digest('z', { cost: 2 }),
]
const order = (sort: (typeof sortKeys)[number], direction: 'asc' | 'desc'): string =>
  inOrder(all, { sort, order: direction })
    .map(({ listed }) => listed.id)
    .join('')

it('puts in order, those without a value last, equal ones the latest first', () => {
  expect([order('start', 'desc'), order('start', 'asc')]).toEqual(['cbaz', 'abcz'])
  expect([order('cost', 'desc'), order('cost', 'asc')]).toEqual(['azcb', 'czab'])
  expect([order('score', 'desc'), order('score', 'asc')]).toEqual(['bcaz', 'cabz'])
  expect([order('risk', 'desc'), order('intent', 'asc')]).toEqual(['cabz', 'abcz'])
  for (const sort of sortKeys) expect([...order(sort, 'asc')].sort().join('')).toBe('abcz')
})

it('counts each facet without its own filter, and all others with it', () => {
  const page = (values: Parameters<typeof sessionPage>[1]['values']) =>
    sessionPage(all, { sort: 'start', order: 'desc', values, period: {}, offset: 0, limit: 10 })
  expect(page({}).facets.risk).toEqual({ high: 1, low: 2, medium: 1 })
  const { total, facets } = page({ risk: ['high', 'medium'], agent: ['nobody'] })
  expect(total).toBe(0)
  expect(facets).toEqual({ agent: { codex: 2 }, type: {}, risk: {}, grade: {} })
})

it('holds a summary that another tool wrote, with nothing but the fixed keys', () => {
  expect(digest('x')).toMatchObject({ errors: 0, patterns: [], start: null, local: null })
})
