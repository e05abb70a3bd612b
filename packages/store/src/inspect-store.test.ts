import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { queryDatabase, updateDatabase } from './database/update-database.ts'
import { sampleRecord } from './fixtures/sample-record.ts'
import { inspectStore, repairStore } from './inspect-store.ts'
import { listSessions } from './list-sessions.ts'
import { refreshIndex } from './refresh-index.ts'
import { openStore, type SessionStore } from './session-store.ts'
import { writeSession } from './write-session.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let directory = ''
let store: SessionStore
const path = (...names: string[]) => join(directory, ...names)
beforeEach(async () => {
  directory = join(mkdtempSync(join(tmpdir(), 'ses-inspect-')), '.ses-logs')
  store = openStore(directory)
  await writeSession(store, sampleRecord({ id: 'a', start: 1, files: ['x.ts', 'y.ts'] }))
  await writeSession(store, sampleRecord({ id: 'b', start: 2, files: ['x.ts'] }))
  await refreshIndex(store)
})
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }))

const codes = () => inspectStore(store).map(({ code }) => code)

describe('a store is looked through', () => {
  it('and nothing is wrong with one that is used', async () => {
    expect(inspectStore(store)).toEqual([])
    await writeSession(store, sampleRecord({ id: 'c', start: 3 }))
    expect(inspectStore(store)).toEqual([])
    expect(inspectStore(openStore(path('nowhere')))).toEqual([])
  })

  it.each<[string, () => void]>([
    ['mode', () => chmodSync(path('a/summary.json'), 0o644)],
    ['mode', () => chmodSync(path('a'), 0o755)],
    [
      'lock',
      () => {
        mkdirSync(path('.locks/a.lock'))
        utimesSync(path('.locks/a.lock'), 1, 1)
      },
    ],
    [
      'left_over',
      () => {
        writeFileSync(path('a/summary.json.1.tmp'), '{')
        utimesSync(path('a/summary.json.1.tmp'), 1, 1)
      },
    ],
    [
      'left_over',
      () => {
        mkdirSync(path('.removed-1'))
        utimesSync(path('.removed-1'), 1, 1)
      },
    ],
    ['index', () => writeFileSync(path('index.json'), '{"sessions":')],
    ['index', () => writeFileSync(path('index.json'), '{"schema_version":1,"sessions":[],"file_history":{}}')],
    [
      'index',
      () => {
        const text = readFileSync(path('.index/catalogue'), 'utf8')
        writeFileSync(path('.index/catalogue'), text.replaceAll('Fix the login', 'Fix the lagin'))
      },
    ],
  ])('%s is found and repaired', async (code, harm) => {
    harm()
    expect(codes()).toEqual([code])
    expect(await repairStore(store)).toEqual([])
    const { index } = await listSessions(store)
    expect(index.sessions.map(({ id, intent }) => [id, intent])).toEqual([
      ['b', 'Fix the login'],
      ['a', 'Fix the login'],
    ])
    expect(index.file_history['x.ts']).toHaveLength(2)
  })

  it('what only an import can make again is told, and stays', async () => {
    writeFileSync(path('a/summary.json'), '{"session":')
    expect((await repairStore(store)).map(({ code, repairable }) => [code, repairable])).toEqual([['json', false]])
    expect((await listSessions(store)).index.sessions.map(({ id }) => id)).toEqual(['b'])
  })

  it('what is at work right now is no problem', () => {
    mkdirSync(path('.locks/a.lock'))
    writeFileSync(path('a/summary.json.1.tmp'), '{', { mode: 0o600 })
    expect(inspectStore(store)).toEqual([])
  })
})

describe('index.db', () => {
  const counts = async () => {
    const tables = ['sessions', 'files', 'tools', 'commands', 'findings', 'usage']
    const answers = tables.map(
      async (table) => (await queryDatabase(store, `SELECT COUNT(*) FROM ${table}`)).rows[0]?.[0],
    )
    return Object.fromEntries((await Promise.all(answers)).map((count, index) => [tables[index], count]))
  }

  it('holds the sessions as the folders are, each once', async () => {
    await updateDatabase(store)
    expect(await counts()).toMatchObject({ sessions: 2, files: 3 })
    await writeSession(store, sampleRecord({ id: 'a', start: 1, files: ['z.ts'], fingerprint: 'f2' }))
    rmSync(path('b'), { recursive: true })
    expect(await counts()).toMatchObject({ sessions: 1, files: 1 })
    const { columns, rows } = await queryDatabase(store, 'SELECT agent, id, path FROM files')
    expect([columns, rows]).toEqual([['agent', 'id', 'path'], [['claude-code', 'a', 'z.ts']]])
  })

  it.each(['', 'no database', 'SQLite format 3\u0000'])('that holds %j is made anew', async (content) => {
    writeFileSync(path('index.db'), content)
    await updateDatabase(store)
    expect(await counts()).toMatchObject({ sessions: 2 })
    expect(readFileSync(path('index.db')).subarray(0, 15).toString()).toBe('SQLite format 3')
  })

  it('is not changed by questions, and one that makes no sense is wrong usage', async () => {
    await updateDatabase(store)
    await queryDatabase(store, 'DELETE FROM sessions')
    expect(await counts()).toMatchObject({ sessions: 2 })
    await expect(queryDatabase(store, 'SELEC 1')).rejects.toMatchObject({ code: 'usage' })
  })

  it('takes any text as it is', async () => {
    await writeSession(
      store,
      sampleRecord({ id: 'q', prompts: ["it's; DROP TABLE sessions; --"], files: ["o'clock.ts"] }),
    )
    appendFileSync(path('.index/journal'), '\n\u0000')
    expect((await queryDatabase(store, "SELECT intent FROM sessions WHERE id = 'q'")).rows).toEqual([
      ["it's; DROP TABLE sessions; --"],
    ])
  })
})
