import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, type Workspace } from '../fixtures/test-host.ts'

vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

const list = async (name: string) =>
  (await at.ses(`pricing list ${name} --json`)).json() as unknown as {
    source: string
    overrides: object[]
    prices: { model: string; input_per_mtok: number; output_per_mtok: number }[]
  }

it('lists the prices that ship with ses', async () => {
  const { source, prices } = await list('anthropic/claude-opus-4-5')
  expect(source).toBe('bundled')
  expect(prices).toMatchObject([{ input_per_mtok: 5, output_per_mtok: 25 }])
  const { stdout } = await at.ses('pricing list anthropic opus-4-5')
  expect(stdout).toMatch(/anthropic +claude-opus-4-5 +\$5 +\$25/)
  expect((await at.ses('pricing list no-such-model')).exit).toBe(0)
})

it('sets, replaces and takes back a price of one’s own, and leaves the rest of the config alone', async () => {
  const config = at.path('home/.ses/config.json')
  await at.ses('budget set day 5')
  expect((await at.ses('pricing set acme-7b --input 1 --output 2')).exit).toBe(0)
  expect((await at.ses('pricing set acme-7b --input 3 --output 4 --cache-write-1h 6')).exit).toBe(0)
  expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({
    budget: { day: 5 },
    prices: [{ match: 'acme-7b', inputPerMTok: 3, outputPerMTok: 4, cacheWrite1hPerMTok: 6 }],
  })
  expect(statSync(config).mode & 0o777).toBe(0o600)
  expect((await list('acme')).overrides).toHaveLength(1)
  expect((await at.ses('pricing reset acme-7b')).exit).toBe(0)
  expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({ budget: { day: 5 } })
  expect((await at.ses('pricing reset acme-7b')).exit).toBe(3)
  expect((await at.ses('pricing set acme-7b --input 1')).exit).toBe(2)
  expect((await at.ses('pricing set acme-7b --input 1 --output 2 --from soon')).exit).toBe(2)
})

it('takes newer prices only from where it is told to, and gives them back', async () => {
  expect((await at.ses('pricing update')).exit).toBe(2)
  expect((await at.ses('pricing update http://example.com/data.json')).exit).toBe(4)
  writeFileSync(at.path('bad.json'), '[]')
  expect((await at.ses('pricing update bad.json')).exit).toBe(2)
  const model = { id: 'acme-9', match: { equals: 'acme-9' }, prices: { input_mtok: 7, output_mtok: 8 } }
  writeFileSync(
    at.path('data.json'),
    JSON.stringify([{ id: 'acme', model_match: { starts_with: 'acme' }, models: [model] }]),
  )
  expect((await at.ses('pricing update data.json')).exit).toBe(0)
  expect(await list('acme')).toMatchObject({ source: 'updated', prices: [{ model: 'acme-9', input_per_mtok: 7 }] })
  await at.ses('pricing reset')
  expect((await list('acme-9')).prices).toEqual([])
})

it('prices by them wherever a price is shown', async () => {
  const transcript = claudeTranscript({ id: 'aaaaaaaa-1111-4111-8111-111111111111' })
  const [, model = ''] = /"model":"([^"]+)"/.exec(transcript) ?? []
  writeFileSync(at.path('a.jsonl'), transcript.replaceAll(model, 'acme-9'))
  const cost = async (): Promise<unknown> => {
    const reflected = (await at.ses('reflect a.jsonl --json')).json() as { summary: { usage: { cost_usd: unknown } } }
    const used = (await at.ses('usage a.jsonl --json')).json() as { totals: { cost_usd: number } }
    expect(reflected.summary.usage.cost_usd ?? 0).toBe(used.totals.cost_usd)
    return reflected.summary.usage.cost_usd
  }
  expect(await cost()).toBeNull()
  const prices = { input_mtok: 1000, output_mtok: 1000, cache_read_mtok: 1000, cache_write_mtok: 1000 }
  const models = [{ id: 'acme-9', match: { equals: 'acme-9' }, prices }]
  writeFileSync(at.path('data.json'), JSON.stringify([{ id: 'acme', model_match: { starts_with: 'acme' }, models }]))
  await at.ses('pricing update data.json')
  const updated = (await cost()) as number
  expect(updated).toBeGreaterThan(0)
  await at.ses(
    'pricing set acme-9 --input 2000 --output 2000 --cache-read 2000 --cache-write 2000 --cache-write-1h 2000',
  )
  expect(await cost()).toBeCloseTo(updated * 2, 9)
  await at.ses('pricing reset')
  expect(await cost()).toBeNull()
})

it('refuses to write into a config that is none', async () => {
  await at.ses('budget set day 5')
  writeFileSync(at.path('home/.ses/config.json'), '{"budget":')
  const { exit, stderr } = await at.ses('pricing set acme --input 1 --output 1')
  expect([exit, stderr.includes('invalid config')]).toEqual([2, true])
})
