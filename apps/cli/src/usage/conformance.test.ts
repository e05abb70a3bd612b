import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
const folder = fileURLToPath(new URL('../../../../conformance/usage/', import.meta.url))
const cases = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

interface Expected {
  readonly agent: string
  readonly totals: Readonly<Record<string, number>>
  readonly sessions?: Readonly<Record<string, number>>
  readonly unpriced?: readonly string[]
}

interface Document {
  readonly totals: Readonly<Record<string, number>>
  readonly rows: readonly { readonly key: string; readonly responses: number; readonly cost_usd: number }[]
  readonly unpriced: readonly { readonly model: string }[]
}

let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

describe('the conformance vectors', () => {
  it('are there', () => expect(cases.length).toBeGreaterThan(15))

  it.each(cases)('%s', async (name) => {
    const expected = JSON.parse(readFileSync(`${folder}${name}/expected.json`, 'utf8')) as Expected
    expect(existsSync(`${folder}${name}/README.md`)).toBe(true)
    const usage = async (view: string): Promise<Document> => {
      const printed = await at.ses(['usage', view, '--from', `${folder}${name}/input`, '--json'])
      expect([printed.exit, printed.stderr]).toEqual([0, ''])
      return printed.json() as unknown as Document
    }
    const cold = await usage('session')
    const { totals } = cold
    const told = Object.fromEntries(Object.keys(expected.totals).map((key) => [key, totals[key]]))
    expect(told).toEqual(expected.totals)
    expect(totals['agent']).toBe(expected.agent)
    if (expected.sessions !== undefined) {
      expect(Object.fromEntries(cold.rows.map(({ key, responses }) => [key, responses]))).toEqual(expected.sessions)
    }
    if (expected.unpriced !== undefined) expect(cold.unpriced.map(({ model }) => model)).toEqual(expected.unpriced)

    // The cache tells the same, in every view, and every ledger adds up to its row.
    for (const view of ['daily', 'weekly', 'monthly', 'session', 'model', 'project', 'blocks']) {
      expect((await usage(view)).totals).toEqual(totals)
    }
    for (const { key, responses, cost_usd } of cold.rows) {
      const printed = await at.ses(['usage', 'why', key, '--from', `${folder}${name}/input`, '--json'])
      expect([printed.exit, printed.stderr]).toEqual([0, ''])
      const { entries } = printed.json() as { entries: { decision: string; line: number; cost_usd?: number | null }[] }
      const kept = entries.filter(({ decision }) => decision === 'kept')
      expect(kept).toHaveLength(responses)
      const nano = kept.reduce((sum, entry) => sum + Math.round((entry.cost_usd ?? 0) * 1e9), 0)
      expect(nano / 1e9).toBe(cost_usd)
    }
  })
})
