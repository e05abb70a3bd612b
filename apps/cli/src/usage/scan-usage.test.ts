import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { scanUsage, type UsageScanResult } from './scan-usage.ts'
import { stampSources } from './stamp-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ses-scan-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const row = (id: string, output: number): string =>
  `${JSON.stringify({
    type: 'assistant',
    uuid: `uuid-${id}`,
    parentUuid: null,
    isSidechain: false,
    sessionId: 'aaaaaaaa-1111-4111-8111-111111111111',
    requestId: `req_${id}`,
    version: '2.1.220',
    timestamp: '2026-03-05T10:00:00.000Z',
    message: {
      id: `msg_${id}`,
      model: 'claude-opus-4-5',
      content: [],
      usage: { input_tokens: 0, output_tokens: output },
    },
  })}\n`

const path = (name: string): string => join(folder, name)

function write(name: string, ...rows: readonly string[]): string {
  writeFileSync(path(name), rows.join(''))
  // Older than a tick of the clock: a file changed in the moment of the scan is read again.
  utimesSync(path(name), 1_772_000_000, 1_772_000_000)
  return path(name)
}

/** Scans the files as they were listed; `meanwhile` happens before the file with this number is read. */
async function scan(names: readonly string[], meanwhile: readonly (() => void)[] = []): Promise<UsageScanResult> {
  const files = stampSources(names.map((name) => ({ path: path(name) })))
  return scanUsage(files, { user: path('.ses'), version: '1', onProgress: (done) => meanwhile[done]?.() })
}

const output = ({ sessions }: UsageScanResult): number =>
  sessions.flatMap(({ responses }) => responses).reduce((sum, { usage }) => sum + usage.outputTokens, 0)

describe('a file that changes while it is scanned', () => {
  const rewrite = (): void => {
    write('new', row('1', 7), row('2', 8))
    renameSync(path('new'), path('a.jsonl'))
  }
  it.each([
    ['grows', () => appendFileSync(path('a.jsonl'), row('3', 300)), 303],
    ['is cut', () => writeFileSync(path('a.jsonl'), row('1', 1)), 1],
    ['is rewritten in place', () => writeFileSync(path('a.jsonl'), row('1', 5) + row('2', 6)), 11],
    ['is replaced by another', rewrite, 15],
    ['vanishes', () => rmSync(path('a.jsonl')), 0],
  ])('that %s is told as it was read, and rightly at the next run', async (_what, change, after) => {
    write('a.jsonl', row('1', 1), row('2', 2))
    write('b.jsonl', row('9', 1000))
    // Before it is read, and again when it has been.
    const first = await scan(['a.jsonl', 'b.jsonl'], [change])
    expect(output(first)).toBe(after + 1000)
    const next = await scan(['a.jsonl', 'b.jsonl'])
    expect(output(next)).toBe(after + 1000)
    expect(next.unreadable).toEqual([])
  })

  it('is read again when it changes after it was read', async () => {
    write('a.jsonl', row('1', 1), row('2', 2))
    write('b.jsonl', row('9', 1000))
    const grow = (): void => appendFileSync(path('a.jsonl'), row('3', 300))
    expect(output(await scan(['a.jsonl', 'b.jsonl'], [() => {}, grow]))).toBe(1003)
    const next = await scan(['a.jsonl', 'b.jsonl'])
    expect([output(next), next.parsed]).toEqual([1303, 1])
    expect((await scan(['a.jsonl', 'b.jsonl'])).parsed).toBe(0)
  })

  it('that was torn in the middle of a row is whole at the next run', async () => {
    const last = row('2', 2)
    write('a.jsonl', row('1', 1), last.slice(0, 40))
    expect(output(await scan(['a.jsonl']))).toBe(1)
    appendFileSync(path('a.jsonl'), last.slice(40))
    expect(output(await scan(['a.jsonl']))).toBe(3)
  })
})

describe('the cache of a scan', () => {
  const cache = (): string => path('.ses/usage/files.json')
  const rowsNow = (): unknown[][] => JSON.parse(readFileSync(cache(), 'utf8')).files[0].rows
  const put = (rows: unknown): void => {
    const file = JSON.parse(readFileSync(cache(), 'utf8'))
    file.files[0].rows = rows
    writeFileSync(cache(), JSON.stringify(file))
  }

  it('is not believed where its rows have another shape: the file is read again', async () => {
    write('a.jsonl', row('1', 1), row('2', 2))
    await scan(['a.jsonl'])
    const [session = []] = rowsNow()
    const [responses = []] = session.slice(7) as unknown[][]
    const shapes: unknown[] = [
      7,
      {},
      [null],
      [[]],
      [session.slice(0, 7)],
      [[...session.slice(0, 7), 'x']],
      [[...session.slice(0, 7), [null]]],
      [[...session.slice(0, 7), [(responses[0] as unknown[]).slice(1)]]],
      [[...session.slice(0, 7), [(responses[0] as unknown[]).map((value, at) => (at === 2 ? 99 : value))]]],
      [[...session.slice(0, 7), [(responses[0] as unknown[]).map((value, at) => (at === 11 ? '5' : value))]]],
    ]
    for (const shape of shapes) {
      put(shape)
      const again = await scan(['a.jsonl'])
      expect([output(again), again.parsed], JSON.stringify(shape)).toEqual([3, 1])
    }
    expect((await scan(['a.jsonl'])).parsed).toBe(0)
  })
})

describe('a file that cannot be read', () => {
  it('is told each time, and does not keep the rest from being settled', async () => {
    write('a.jsonl', row('1', 1))
    // An agent's database, and damaged.
    write('sessions.db', `SQLite format 3\0${'x'.repeat(5000)}`)
    const sources = (): ReturnType<typeof stampSources> =>
      stampSources([{ path: path('a.jsonl') }, { path: path('sessions.db'), database: true }])
    // The clock's tick must have passed for the file's times to prove anything.
    const run = () => scanUsage(sources(), { user: path('.ses'), version: '1' })
    let result = await run()
    for (let tries = 0; result.settled === undefined && tries < 50; tries++) result = await run()
    expect(result.unreadable).toEqual([path('sessions.db')])
    expect(result.settled?.map((source) => source.path)).toEqual([path('a.jsonl'), path('sessions.db')])
  })
})
