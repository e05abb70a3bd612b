import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseTranscript } from '@ses/agents'
import { toolCallsOf, usageOf } from '@ses/model'
import initSqlJs, { type SqlJsStatic } from 'sql.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { applyWal } from './apply-wal.ts'
import { findTranscripts } from './find-transcripts.ts'
import { createTree, type TemporaryTree } from './fixtures/temporary-tree.ts'
import { readTranscript } from './read-transcript.ts'

let SQL: SqlJsStatic
beforeAll(async () => {
  SQL = await initSqlJs()
})

/** A log as SQLite writes it: each commit holds the pages that differ from the image before. */
function logOf(images: readonly Uint8Array[], little: boolean, pageSize = 4096): Uint8Array {
  const bytes: number[] = []
  const word = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
  const sums: [number, number] = [0, 0]
  const add = (part: readonly number[]): void => {
    const view = new DataView(Uint8Array.from(part).buffer)
    for (let at = 0; at < part.length; at += 8) {
      sums[0] = (sums[0] + view.getUint32(at, little) + sums[1]) >>> 0
      sums[1] = (sums[1] + view.getUint32(at + 4, little) + sums[0]) >>> 0
    }
  }
  const header = [
    ...word(little ? 0x377f0682 : 0x377f0683),
    ...word(3007000),
    ...word(pageSize),
    ...word(0),
    ...word(7),
    ...word(9),
  ]
  add(header)
  bytes.push(...header, ...word(sums[0]), ...word(sums[1]))
  for (let index = 1; index < images.length; index++) {
    const before = images[index - 1] as Uint8Array
    const after = images[index] as Uint8Array
    const pages = Array.from({ length: after.length / pageSize }, (_, page) => page).filter((page) => {
      const range = [page * pageSize, (page + 1) * pageSize] as const
      return Buffer.compare(before.subarray(...range), after.subarray(...range)) !== 0
    })
    for (const page of pages) {
      const content = [...after.subarray(page * pageSize, (page + 1) * pageSize)]
      const head = [...word(page + 1), ...word(page === pages.at(-1) ? after.length / pageSize : 0)]
      add(head)
      add(content)
      bytes.push(...head, ...word(7), ...word(9), ...word(sums[0]), ...word(sums[1]), ...content)
    }
  }
  return Uint8Array.from(bytes)
}

/** Images of a database as it grows. */
function story(): Uint8Array[] {
  const database = new SQL.Database()
  database.run('create table t (id integer primary key, text)')
  const images = [database.export()]
  for (const count of [1, 200, 1]) {
    for (let row = 0; row < count; row++) database.run('insert into t (text) values (?)', ['x'.repeat(100)])
    images.push(database.export())
  }
  return images
}

const count = (image: Uint8Array): unknown => new SQL.Database(image).exec('select count(*) from t')[0]?.values[0]?.[0]

describe('applyWal', () => {
  it.each([true, false])('adds the rows that are only in the log (little-endian checksums: %s)', (little) => {
    const images = story()
    expect(count(applyWal(images[0] as Uint8Array, logOf(images, little)))).toBe(202)
  })

  it('makes a whole database of a log whose database file is still empty', () => {
    const images = story()
    expect(count(applyWal(new Uint8Array(0), logOf([new Uint8Array(0), ...images], true)))).toBe(202)
  })

  it('stops at the last commit of a log that is cut anywhere', () => {
    const images = story()
    const log = logOf(images, true)
    const counts = new Set<unknown>()
    for (let end = 0; end <= log.length; end += 509)
      counts.add(count(applyWal(images[0] as Uint8Array, log.subarray(0, end))))
    expect([...counts].sort()).toEqual([0, 1, 201])
  })

  it('takes nothing from a frame that was damaged, and nothing behind it', () => {
    const images = story()
    const log = logOf(images, true)
    log[32 + 24 + 2000] = (log[32 + 24 + 2000] as number) ^ 1
    expect(count(applyWal(images[0] as Uint8Array, log))).toBe(0)
  })

  it('takes nothing from frames that an earlier round of the log left behind', () => {
    const images = story()
    const log = logOf(images, true)
    log[32 + 8] = 1
    expect(count(applyWal(images[0] as Uint8Array, log))).toBe(0)
  })

  it('takes nothing from a log that claims more pages than there are', () => {
    const images = story()
    const grown = new Uint8Array(4096 * 4)
    grown.set((images[0] as Uint8Array).subarray(0, 4096))
    grown.fill(1, 4096, 8192)
    const log = logOf([images[0] as Uint8Array, grown], true)
    const database = images[0] as Uint8Array
    expect(applyWal(database, log).length).toBe(grown.length)
    expect(applyWal(database.subarray(0, 0), log)).toHaveLength(0)
  })

  it('adds nothing from a log that is none, and marks the image as one without a log', () => {
    const image = (story()[3] as Uint8Array).slice()
    image.fill(2, 18, 20)
    for (const log of [new Uint8Array(0), new Uint8Array(5000), new TextEncoder().encode('no log at all'.repeat(9))]) {
      expect(count(applyWal(image, log))).toBe(202)
      expect([...applyWal(image, log).subarray(18, 20)]).toEqual([1, 1])
    }
    expect(image[18]).toBe(2)
  })
})

/** The one session of a database, read as an import reads it. */
async function onlySession(path: string): Promise<ReturnType<typeof parseTranscript>> {
  const { transcripts, skipped } = await findTranscripts([path])
  expect([transcripts.length, skipped]).toEqual([1, []])
  const chunks: Uint8Array[] = []
  for await (const chunk of readTranscript(transcripts[0]?.path ?? '')) chunks.push(chunk)
  return parseTranscript(Buffer.concat(chunks))
}

describe('rows of OpenCode databases', () => {
  let tree: TemporaryTree
  beforeAll(() => {
    tree = createTree()
    return tree.remove
  })

  it('that are only in the log are read like any other', async () => {
    const database = new SQL.Database()
    database.run(`create table session (id text, project_id text, parent_id text, directory text, title text, slug text, version text,
      time_created integer, time_updated integer)`)
    database.run(
      'create table message (id text, session_id text, time_created integer, time_updated integer, data text)',
    )
    database.run('create table part (id text, message_id text, session_id text, time_created integer, data text)')
    const before = database.export()
    database.run(
      "insert into session values ('ses_1', 'p', null, '/w', 'T', 's', '1.18.0', 1795000000000, 1795000000000)",
    )
    database.run('insert into message values (?, ?, ?, ?, ?)', [
      'msg_1',
      'ses_1',
      1795000000001,
      1795000000001,
      '{"role":"user"}',
    ])
    database.run('insert into part values (?, ?, ?, ?, ?)', [
      'prt_1',
      'msg_1',
      'ses_1',
      1795000000002,
      '{"type":"text","text":"Tidy up"}',
    ])
    const path = tree.write('opencode.db', before)
    tree.write('opencode.db-wal', logOf([before, database.export()], true))
    const { value } = await onlySession(path)
    expect(value).toMatchObject({
      id: 'ses_1',
      agent: 'opencode',
      cwd: '/w',
      events: [{ type: 'prompt', text: 'Tidy up' }],
    })
  })

  const corpus = process.env['SES_CORPUS']
  const live = join(dirname(corpus ?? ''), 'live/scripted/opencode/fix-bug/home/.local/share/opencode/opencode.db')

  it.skipIf(corpus === undefined || !existsSync(live))(
    'that the real program wrote give its totals (SES_CORPUS)',
    async () => {
      const database = new SQL.Database(applyWal(readFileSync(live), readFileSync(`${live}-wal`)))
      const sums = database.exec('select tokens_input, tokens_output, tokens_cache_read from session')[0]?.values[0]
      const { value, coverage, diagnostics } = await onlySession(live)
      const usage = usageOf(value)
      expect([usage.inputTokens, usage.outputTokens, usage.cacheReadTokens]).toEqual(sums)
      expect(sums).toEqual([735, 255, 30000])
      expect(coverage.recognised).toBe(coverage.lines)
      expect(diagnostics).toEqual([])
      expect(value.events.filter(({ type }) => type === 'prompt')).toMatchObject([
        { text: 'Fix the off-by-one bug in src/sum.js and run the tests' },
      ])
      expect(toolCallsOf(value).map(({ name, outcome }) => [name, outcome])).toEqual([
        ['read', 'ok'],
        ['bash', 'error'],
        ['grep', 'ok'],
        ['edit', 'ok'],
        ['bash', 'ok'],
      ])
    },
  )

  const fixture = join(corpus ?? '', 'opencode/git-ai-project__git-ai/fixtures_opencode-sqlite_opencode.db')

  it.skipIf(corpus === undefined || !existsSync(fixture))('without a log are read too (SES_CORPUS)', async () => {
    const { value, coverage } = await onlySession(fixture)
    expect(coverage).toMatchObject({ lines: 7, recognised: 7 })
    expect(value).toMatchObject({ id: 'test-session-123', parent: { sessionId: 'parent-session-456' } })
    expect(toolCallsOf(value)).toMatchObject([{ name: 'edit', outcome: 'ok', files: [{ path: 'index.ts' }] }])
  })
})
