import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { checkDocument } from '@ses/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

const A = 'aaaaaaaa-1111-4111-8111-111111111111'
const B = 'bbbbbbbb-1111-4111-8111-111111111111'
const DIR = 'home/.claude/projects/-home-ada-shop'

interface Options {
  readonly id: string
  readonly session?: string
  readonly output?: number
  readonly time?: string
  readonly model?: string
  readonly cwd?: string
}

/** One response of 1,000 output tokens of Opus 4.5, which costs $0.025, unless told otherwise. */
function row({ id, session = A, output = 1000, time = '2026-03-05T10:00:00.000Z', model, cwd }: Options): string {
  return `${JSON.stringify({
    parentUuid: null,
    isSidechain: false,
    cwd: cwd ?? '/home/ada/shop',
    sessionId: session,
    version: '2.1.220',
    type: 'assistant',
    requestId: `req_${id}`,
    uuid: `uuid-${id}-${output}`,
    timestamp: time,
    message: {
      id: `msg_${id}`,
      type: 'message',
      role: 'assistant',
      model: model ?? 'claude-opus-4-5-20251101',
      content: [{ type: 'text', text: 'Done.' }],
      usage: { input_tokens: 0, output_tokens: output },
    },
  })}\n`
}

function write(path: string, ...rows: readonly string[]): string {
  mkdirSync(dirname(at.path(path)), { recursive: true })
  writeFileSync(at.path(path), rows.join(''))
  // Older than a clock tick: a file changed in the moment of the scan is read again.
  utimesSync(at.path(path), 1_772_000_000, 1_772_000_000)
  return at.path(path)
}

interface Document {
  readonly rows: readonly { readonly key: string; readonly cost_usd: number; readonly responses: number }[]
  readonly totals: { readonly cost_usd: number; readonly responses: number; readonly output_tokens: number }
  readonly scan: { readonly files: number; readonly parsed: number; readonly bytes: number }
  readonly unpriced: readonly { readonly model: string; readonly responses: number }[]
}

async function usage(line = ''): Promise<Document> {
  const printed = await at.ses(`usage ${line} --json`)
  expect([printed.exit, printed.stderr]).toEqual([0, ''])
  expect(checkDocument('usage', printed.json())).toEqual([])
  return printed.json() as unknown as Document
}

const costs = ({ rows }: Document): Record<string, number> =>
  Object.fromEntries(rows.map(({ key, cost_usd }) => [key, cost_usd]))

describe('ses usage', () => {
  it('finds the transcripts of this machine and sums them up by day', async () => {
    write(`${DIR}/${A}.jsonl`, row({ id: '1' }), row({ id: '2', time: '2026-03-06T10:00:00.000Z', output: 2000 }))
    expect(costs(await usage())).toEqual({ '2026-03-05': 0.025, '2026-03-06': 0.05 })
    expect(costs(await usage('monthly'))).toEqual({ '2026-03': 0.075 })
    expect(costs(await usage('weekly'))).toEqual({ '2026-W10': 0.075 })
    expect(costs(await usage('session'))).toEqual({ [A]: 0.075 })
    expect(costs(await usage('model'))).toEqual({ 'claude-opus-4-5-20251101': 0.075 })
    expect(costs(await usage('project'))).toEqual({ '/home/ada/shop': 0.075 })
  })

  it('cuts days where the time zone does', async () => {
    write(`${DIR}/${A}.jsonl`, row({ id: '1', time: '2026-03-05T23:30:00.000Z' }))
    expect(Object.keys(costs(await usage('daily --tz Asia/Tokyo')))).toEqual(['2026-03-06'])
    expect(Object.keys(costs(await usage('daily --tz America/New_York')))).toEqual(['2026-03-05'])
    expect((await usage('daily --tz Asia/Tokyo --since 2026-03-06')).totals.responses).toBe(1)
    expect((await usage('daily --tz Asia/Tokyo --until 2026-03-05')).totals.responses).toBe(0)
    expect((await at.ses('usage --tz Mars/Olympus')).exit).toBe(2)
  })

  it('opens a window of five hours with the first response after the last one closed', async () => {
    const times = ['09:40', '13:59', '14:01', '20:00'].map((time) => `2026-03-05T${time}:00.000Z`)
    write(`${DIR}/${A}.jsonl`, ...times.map((time, index) => row({ id: String(index), time })))
    const { rows } = await usage('blocks')
    expect(rows.map(({ key, responses }) => [key, responses])).toEqual([
      ['2026-03-05T09:00:00Z', 2],
      ['2026-03-05T14:00:00Z', 1],
      ['2026-03-05T20:00:00Z', 1],
    ])
  })

  it('narrows by time, agent, project and number of rows, and sums up what it shows', async () => {
    write(`${DIR}/${A}.jsonl`, row({ id: '1' }), row({ id: '2', time: '2026-03-06T10:00:00.000Z' }))
    write(`${DIR}/${B}.jsonl`, row({ id: '3', session: B, cwd: '/home/ada/other', output: 3000 }))
    expect((await usage('--since 2026-03-06')).totals.responses).toBe(1)
    expect((await usage('--until 2026-03-05')).totals.responses).toBe(2)
    expect((await usage('--project other')).totals.cost_usd).toBe(0.075)
    expect((await usage('--project /home/ada')).totals.responses).toBe(3)
    expect((await usage('--agent codex')).rows).toEqual([])
    const last = await usage('daily --limit 1')
    expect([costs(last), last.totals.cost_usd]).toEqual([{ '2026-03-06': 0.025 }, 0.025])
    expect(costs(await usage('session --limit 1'))).toEqual({ [B]: 0.075 })
    expect((await at.ses('usage --since yesterday')).exit).toBe(2)
    expect((await at.ses('usage hourly')).exit).toBe(2)
    expect((await at.ses('usage --from nowhere')).exit).toBe(3)
  })

  it('shows a table with a sparkline, and names models without a price', async () => {
    write(
      `${DIR}/${A}.jsonl`,
      row({ id: '1' }),
      row({ id: '2', time: '2026-03-06T10:00:00.000Z', output: 9000 }),
      row({ id: '3', model: 'acme-7b' }),
    )
    const { stdout } = await at.ses('usage', { tty: true, columns: 80, env: { NO_COLOR: '1' } })
    expect(stdout).toMatch(/2026-03-05 .* \$0\.03\n/)
    expect(stdout).toContain('▁█')
    expect(stdout).toContain('without a price, not in the cost: acme-7b (1 response)')
    expect((await usage()).unpriced).toEqual([{ model: 'acme-7b', responses: 1 }])
    expect((await createWorkspace().ses('usage')).stdout).toContain('No usage found.')
  })
})

describe('a second scan', () => {
  const file = `${DIR}/${A}.jsonl`

  it('reads no file that has not changed', async () => {
    write(file, row({ id: '1' }))
    write(`${DIR}/${B}.jsonl`, row({ id: '2', session: B }))
    expect((await usage()).scan).toMatchObject({ files: 2, parsed: 2 })
    expect((await usage()).scan).toMatchObject({ files: 2, parsed: 0, bytes: 0 })
    // Another view of fewer files is told from the same cache.
    expect((await usage(`model --from ${DIR}`.replace(DIR, at.path(DIR)))).scan).toMatchObject({ files: 2, parsed: 0 })
  })

  it('is right after a file grew, was rewritten to the same length and time, was cut, or vanished', async () => {
    const path = write(file, row({ id: '1' }))
    write(`${DIR}/${B}.jsonl`, row({ id: '2', session: B }))
    expect((await usage()).totals.cost_usd).toBe(0.05)

    appendFileSync(path, row({ id: '3' }))
    expect(await usage()).toMatchObject({ totals: { cost_usd: 0.075 }, scan: { files: 2, parsed: 1 } })

    const { size, mtimeMs } = statSync(path)
    writeFileSync(path, [row({ id: '1', output: 9000 }), row({ id: '3' })].join(''))
    utimesSync(path, mtimeMs / 1000, mtimeMs / 1000)
    expect(statSync(path).size).toBe(size)
    expect((await usage()).totals.cost_usd).toBe(0.275)

    write(file, row({ id: '1' }))
    expect((await usage()).totals.cost_usd).toBe(0.05)

    rmSync(path)
    expect(await usage()).toMatchObject({ totals: { cost_usd: 0.025 }, scan: { files: 1, parsed: 0 } })
    expect(readFileSync(at.path('home/.ses/usage/files.json'), 'utf8')).not.toContain(A)
  })

  it('does not count twice when two run at once, and keeps what either has read', async () => {
    write(file, row({ id: '1' }))
    write('elsewhere/b.jsonl', row({ id: '2', session: B }))
    const both = await Promise.all([usage(), usage(`--from ${at.path('elsewhere')}`), usage(), usage()])
    expect(both.map(({ totals }) => totals.cost_usd)).toEqual([0.025, 0.025, 0.025, 0.025])
    expect((await usage()).scan.parsed).toBe(0)
    expect((await usage(`--from ${at.path('elsewhere')}`)).scan.parsed).toBe(0)
  })

  it('does without a cache that is damaged or cannot be written, and keeps it to its owner', async () => {
    write(file, row({ id: '1' }))
    await usage()
    const cache = at.path('home/.ses/usage/files.json')
    expect(statSync(cache).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(cache)).mode & 0o777).toBe(0o700)
    for (const name of ['files', 'snapshot', 'spend']) writeFileSync(at.path(`home/.ses/usage/${name}.json`), '{"ver')
    expect((await usage()).totals.cost_usd).toBe(0.025)
    writeFileSync(at.path('blocked'), '')
    const printed = await at.ses('usage --json', { env: { SES_HOME: at.path('blocked') } })
    expect([printed.exit, (printed.json() as unknown as Document).totals.cost_usd]).toEqual([0, 0.025])
  })
})

describe('ses usage why', () => {
  it('tells of each row why it counts, by which price, and adds up', async () => {
    write(`${DIR}/${A}.jsonl`, row({ id: '1', output: 1 }), row({ id: '1', output: 1000 }), row({ id: '2' }))
    write(`${DIR}/${B}.jsonl`, row({ id: '2' }), row({ id: '3', session: B, time: '2026-03-06T10:00:00.000Z' }))
    const { exit, stdout } = await at.ses('usage why aaaa')
    expect(exit).toBe(0)
    expect(stdout).toMatch(/^ +1 .*dropped .*repeats/m)
    expect(stdout).toMatch(/^ +2 .*kept .*anthropic claude-opus-4-5.*1000 output × \$25\/M .*\$0\.025$/m)
    expect(stdout).toContain('$0.05  2 rows counted, 1 row left out')
    const copied = (await at.ses('usage why latest --json')).json() as { entries: object[]; totals: object }
    expect(copied.entries).toMatchObject([
      { decision: 'dropped', reason: 'copied', counted_in: A },
      { cost_usd: 0.025 },
    ])
    expect(copied.totals).toMatchObject({ cost_usd: 0.025, responses: 1 })
    expect((await at.ses('usage why zzz')).exit).toBe(3)
    expect((await at.ses('usage why')).exit).toBe(2)
  })
})
