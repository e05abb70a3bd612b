import type { ModelResponse, Session } from '@ses/model'
import { noUsage } from '@ses/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { priceSession } from './price-session.ts'

const AT = Date.parse('2026-02-01')

function response(id: string, model: string | undefined, inputTokens: number): ModelResponse {
  return { id, ...(model === undefined ? {} : { model }), at: AT, line: 1, usage: { ...noUsage, inputTokens } }
}

function session(id: string, responses: readonly ModelResponse[], children: readonly Session[] = []): Session {
  return { id, agent: 'claude-code', events: [], responses, droppedUsage: [], children }
}

describe('priceSession', () => {
  it('counts a response once, however many sub-agents repeat it', () => {
    const child = session('child', [response('a', 'claude-opus-4-5', 1_000), response('b', 'claude-haiku-4-5', 2_000)])
    const cost = priceSession(session('main', [response('a', 'claude-opus-4-5', 1_000)], [child, child]))
    // 1000 · $5 + 2000 · $1 per million
    expect(cost.nanoUsd).toBe(7_000_000)
    expect(cost.costUsd).toBe(0.007)
    expect(cost.responses).toBe(2)
    expect(cost.usage.inputTokens).toBe(3_000)
    expect(cost.byModel.map((one) => [one.model, one.responses, one.nanoUsd])).toEqual([
      ['claude-opus-4-5', 1, 5_000_000],
      ['claude-haiku-4-5', 1, 2_000_000],
    ])
    expect(cost.ledger.map((entry) => [entry.sessionId, entry.responseId])).toEqual([
      ['main', 'a'],
      ['child', 'b'],
    ])
    expect(cost.dropped).toEqual([
      { sessionId: 'child', responseId: 'a', reason: 'copied', line: 1 },
      { sessionId: 'child', responseId: 'a', reason: 'copied', line: 1 },
      { sessionId: 'child', responseId: 'b', reason: 'copied', line: 1 },
    ])
  })

  it('lists models without a price and leaves the total absent when nothing has one', () => {
    const cost = priceSession(
      session('s', [
        response('a', 'gpt-6.1-sol', 5),
        response('b', 'gpt-6.1-sol', 5),
        response('c', undefined, 5),
        response('d', '<synthetic>', 0),
      ]),
    )
    expect(cost).not.toHaveProperty('nanoUsd')
    expect(cost).not.toHaveProperty('costUsd')
    expect(cost.unpriced).toEqual([
      { model: 'gpt-6.1-sol', responses: 2 },
      { model: 'unknown', responses: 1 },
    ])
    expect(cost.byModel.map((one) => one.model)).toEqual(['gpt-6.1-sol', 'unknown'])
  })

  it('sums what has a price beside what has none', () => {
    const cost = priceSession(session('s', [response('a', 'x-unknown', 5), response('b', 'claude-haiku-4-5', 1_000)]))
    expect(cost.nanoUsd).toBe(1_000_000)
    expect(cost.unpriced).toEqual([{ model: 'x-unknown', responses: 1 }])
  })

  it('gives an empty session a cost of 0', () => {
    expect(priceSession(session('s', []))).toMatchObject({ nanoUsd: 0, costUsd: 0, byModel: [], unpriced: [] })
  })

  it('passes on the rows that the parser dropped', () => {
    const dropped = { line: 7, responseId: 'a', reason: 'repeat' } as const
    const cost = priceSession({ ...session('s', []), droppedUsage: [dropped] })
    expect(cost.dropped).toEqual([{ sessionId: 's', ...dropped }])
  })

  it('dates a response without a time by the start of its session', () => {
    const { at: _, ...timeless } = response('a', 'o3', 1_000_000)
    const at = Date.parse('2025-06-01')
    expect(priceSession({ ...session('s', [timeless]), startedAt: at }).nanoUsd).toBe(10_000_000_000)
  })

  it('adds up: ledger, models and total agree to the nano-dollar', () => {
    const model = fc.constantFrom('claude-sonnet-4-5', 'gpt-5.4', 'deepseek-chat', 'nobody-knows', undefined)
    const responses = fc.array(fc.tuple(fc.nat(40), model, fc.nat(3_000_000)), { maxLength: 30 })
    fc.assert(
      fc.property(responses, responses, (mine, theirs) => {
        const make = (list: typeof mine): ModelResponse[] =>
          list.map(([id, name, tokens]) => response(`r${id}`, name, tokens))
        const cost = priceSession(session('s', make(mine), [session('c', make(theirs))]))
        const ledger = cost.ledger.reduce((sum, entry) => sum + (entry.quote.nanoUsd ?? 0), 0)
        const models = cost.byModel.reduce((sum, one) => sum + (one.nanoUsd ?? 0), 0)
        expect(ledger).toBe(cost.nanoUsd ?? 0)
        expect(models).toBe(cost.nanoUsd ?? 0)
        expect(cost.responses + cost.dropped.length).toBe(mine.length + theirs.length)
        expect(JSON.parse(JSON.stringify(cost))).toEqual(cost)
      }),
    )
  })
})
