import { type ModelResponse, noUsage, type Usage } from '@ses/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aggregateUsage } from './aggregate-usage.ts'
import { countOnce } from './count-once.ts'
import { priceUsage } from './price-usage.ts'
import type { SessionUsage } from './session-usage.ts'

const use = (outputTokens: number, more: Partial<Usage> = {}): Usage => ({ ...noUsage, outputTokens, ...more })
const response = (id: string, outputTokens: number, more: Partial<ModelResponse> = {}): ModelResponse => ({
  id: more.requestId === undefined ? id : `${id}:${more.requestId}`,
  model: 'claude-opus-4-5-20251101',
  at: 1000,
  usage: use(outputTokens),
  ...more,
})
const session = (id: string, responses: readonly ModelResponse[], more: Partial<SessionUsage> = {}): SessionUsage => ({
  agent: 'claude-code',
  id,
  startedAt: 1000,
  responses,
  ...more,
})
const outputs = (sessions: readonly SessionUsage[]): number[] =>
  countOnce(sessions).map((one) => one.response.usage.outputTokens)

describe('counting once', () => {
  it('keeps of every class the largest number, whichever copy tells it', () => {
    const [one] = countOnce([
      session('a', [response('m', 5, { usage: use(5, { cacheReadTokens: 9 }) })]),
      session('b', [response('m', 7)], { startedAt: 2000 }),
    ])
    expect(one?.response.usage).toMatchObject({ outputTokens: 7, cacheReadTokens: 9 })
    expect([one?.sessionId, one?.copies.length]).toEqual(['a', 1])
  })

  it('tells agents apart, and ids that only name a place from session to session', () => {
    expect(outputs([session('a', [response('m', 1)]), session('b', [response('m', 1)], { agent: 'pi' })])).toEqual([
      1, 1,
    ])
    expect(outputs([session('a', [response('line-7', 1)]), session('b', [response('line-7', 2)])])).toEqual([1, 2])
  })

  it('puts rows without a request id to the response of their message id', () => {
    const withRequest = response('m', 9, { requestId: 'r1' })
    expect(outputs([session('a', [response('m', 5), withRequest])])).toEqual([9])
    expect(outputs([session('a', [withRequest, response('m', 5)])])).toEqual([9])
    expect(outputs([session('a', [withRequest, response('m', 5, { requestId: 'r2' })])])).toEqual([9, 5])
  })

  it('books a response to who is no copy, then to who began first, then to who ended first', () => {
    const owner = (...sessions: SessionUsage[]): string | undefined => countOnce(sessions)[0]?.sessionId
    const one = [response('m', 1)]
    expect(owner(session('b', one, { startedAt: 5 }), session('a', one, { startedAt: 9 }))).toBe('b')
    expect(owner(session('b', one, { endedAt: 5 }), session('a', one, { endedAt: 9 }))).toBe('b')
    expect(owner(session('a', [response('m', 1, { copiedFrom: 'x' })], { startedAt: 1 }), session('b', one))).toBe('b')
  })

  it('books a sub-agent’s responses to the session at the top, with its project', () => {
    const [one] = countOnce([
      session('child', [response('m', 1)], { parentId: 'middle', project: '/worktree' }),
      session('middle', [], { parentId: 'top' }),
      session('top', [], { project: '/shop' }),
    ])
    expect([one?.sessionId, one?.project]).toEqual(['top', '/shop'])
    const circle = [session('a', [response('m', 1)], { parentId: 'b' }), session('b', [], { parentId: 'a' })]
    expect(countOnce(circle)).toHaveLength(1)
  })

  it('gives the same whatever the order and however often a file is met', () => {
    const sessions = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c'),
        startedAt: fc.nat(3),
        endedAt: fc.nat(3),
        ids: fc.array(fc.tuple(fc.constantFrom('m1', 'm2', 'm3'), fc.nat(9)), { maxLength: 4 }),
      }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(sessions, fc.boolean(), (given, twice) => {
        const made = given.map(({ id, ids, ...times }, index) =>
          session(
            `${id}${index}`,
            ids.map(([name, number]) => response(name, number)),
            times,
          ),
        )
        const told = (list: readonly SessionUsage[]): unknown =>
          countOnce(list)
            .map(({ key, sessionId, response: { usage } }) => [key, sessionId, usage.outputTokens])
            .sort()
        expect(told([...made].reverse().concat(twice ? made : []))).toEqual(told(made))
      }),
    )
  })
})

describe('summing up', () => {
  it('adds exactly, names models in order of first use, and tells what has no price', () => {
    const entries = priceUsage(
      countOnce([
        session('a', [
          response('m1', 1000),
          response('m2', 2000, { model: 'acme-7b', at: 500 }),
          response('m3', 0, { model: 'acme-zero', at: 400 }),
        ]),
        session('b', [response('m4', 10, { model: 'gpt-5', at: 2000 })], { agent: 'codex' }),
      ]),
    )
    const { rows, total, unpriced } = aggregateUsage(entries, ({ sessionId }) => sessionId)
    expect(total).toMatchObject({ agent: 'all', responses: 4, nanoUsd: 25_000_000 + 100_000 })
    expect(total.models).toEqual(['acme-7b', 'claude-opus-4-5-20251101', 'gpt-5'])
    expect(rows.map(({ key, agent, nanoUsd }) => [key, agent, nanoUsd])).toEqual([
      ['a', 'claude-code', 25_000_000],
      ['b', 'codex', 100_000],
    ])
    expect(unpriced).toEqual([{ model: 'acme-7b', responses: 1 }])
    expect(aggregateUsage(entries, () => undefined).total).toMatchObject({ agent: 'all', responses: 0, nanoUsd: 0 })
  })
})
