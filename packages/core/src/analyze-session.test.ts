import { readFileSync } from 'node:fs'
import { agents, parseTranscript } from '@ses/agents'
import { detectors } from '@ses/patterns'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyzeSession, type SessionAnalysis } from './index.ts'

const read = (name: string): Buffer => readFileSync(new URL(`../../../examples/${name}`, import.meta.url))
const bugfix = read('claude-code-bugfix.jsonl')
const feature = read('codex-feature.jsonl')
const password = ['Tr0ub4dor', 'and-3-lamps'].join('-')

describe('analyzeSession', () => {
  it('gives the whole analysis of a bug fix', async () => {
    const { summary, grade, usage, classification } = await analyzeSession(bugfix)
    expect(summary).toMatchObject({
      version: '2.0',
      session: {
        agent: 'claude-code',
        type: 'bugfix',
        turns: 3,
        commits: [{ sha: '8c41f0e' }],
        outcome: { state: 'completed' },
      },
      changes: { summary: { source: 1, test: 1 } },
      review_hints: { tests_run: true, files_without_tests: [] },
    })
    expect(summary.prompts).toHaveLength(3)
    expect(classification.intent).toMatch(/invoices/i)
    expect(usage.costUsd).toBeGreaterThan(0)
    expect([...grade.bonuses, ...grade.penalties].reduce((sum, { points }) => sum + points, 0)).toBe(grade.score)
  })

  it('gives the whole analysis of a feature that Codex built', async () => {
    const { summary } = await analyzeSession(feature)
    expect(summary).toMatchObject({
      session: { agent: 'codex', type: 'feature', turns: 1, models: ['gpt-5.4'] },
      changes: { summary: { source: 2, test: 1 } },
      review_hints: { tests_run: true, tests_passed: true, build_verified: true },
    })
    expect(summary.usage).toMatchObject({ input_tokens: 29232, cache_read_tokens: 157568, output_tokens: 1655 })
  })

  it('finds the failing command that was repeated, the claim behind it and the secret that was shown', async () => {
    const { findings } = await analyzeSession(bugfix)
    expect(findings.map(({ id }) => id)).toEqual(expect.arrayContaining(['retry_loop', 'secret_exposed']))
  })

  it('lets no secret out of any part of its answer', async () => {
    const analysis = await analyzeSession(bugfix)
    expect(bugfix.toString('utf8')).toContain(password)
    expect(JSON.stringify(analysis)).not.toContain(password)
    expect(analysis.masking.counts).not.toEqual({})
    expect(JSON.stringify(analysis.session)).toMatch(/\[masked:[a-z0-9-]+:[0-9a-f]{4}\]/)
  })

  it('answers the same for text, bytes, chunks of any size and a parsed session', async () => {
    const whole = await analyzeSession(bugfix)
    const same = ({ summary, findings, grade, session }: SessionAnalysis): unknown => ({
      ...summary,
      findings,
      grade,
      session,
    })
    const chunks = function* (): Generator<Uint8Array> {
      for (let at = 0; at < bugfix.length; at += 777) yield bugfix.subarray(at, at + 777)
    }
    expect(same(await analyzeSession(bugfix.toString('utf8')))).toEqual(same(whole))
    expect(same(await analyzeSession(chunks()))).toEqual(same(whole))
    const parsed = await analyzeSession(parseTranscript(bugfix).value)
    expect(parsed.session).toEqual(whole.session)
    expect(parsed.findings).toEqual(whole.findings)
  })

  it('is plain JSON', async () => {
    const analysis = await analyzeSession(feature)
    expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis)
  })

  it('takes detectors, prices and agents of the caller', async () => {
    const mine = { ...detectors[0]!, id: 'mine', detect: () => [{ events: ['1'], detail: 'seen', count: 1 }] }
    const { findings, usage } = await analyzeSession(bugfix, {
      agents,
      detectors: [mine],
      prices: [
        {
          match: 'claude-sonnet-4-5-20250929',
          inputPerMTok: 0,
          outputPerMTok: 0,
          cacheReadPerMTok: 0,
          cacheWritePerMTok: 0,
        },
      ],
    })
    expect(findings.map(({ id }) => id)).toEqual(['mine'])
    expect(usage.costUsd).toBe(0)
  })

  it('refuses unusable masking options before it reads anything', async () => {
    const never = (async function* (): AsyncGenerator<Uint8Array> {
      yield expect.unreachable('the input was read') as never
    })()
    await expect(analyzeSession(never, { masking: { patterns: ['('] } })).rejects.toMatchObject({
      code: 'config_invalid',
    })
  })

  it.each([
    ['nothing', ''],
    ['white space', ' \n\n'],
    ['null', 'null'],
    ['text', 'hello'],
    ['binary', '\u0000\u0001\ufffd'],
  ])('answers for %s with an empty session and a diagnostic', async (_, text) => {
    const { session, diagnostics, summary } = await analyzeSession(text)
    expect(session.events).toEqual([])
    expect(diagnostics.length).toBeGreaterThan(0)
    expect(summary.grade.letter).toBe('N/A')
  })

  it('never throws on arbitrary bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect((await analyzeSession(bytes)).summary.version).toBe('2.0')
      }),
      { numRuns: 50 },
    )
  })
})
