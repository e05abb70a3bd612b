import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { manyFolders } from '../fixtures/many-folders.ts'
import { type SampleOptions, sampleRecord } from '../fixtures/sample-record.ts'
import { listSessions } from '../list-sessions.ts'
import { openIndex } from '../open-index.ts'
import { refreshIndex } from '../refresh-index.ts'
import { removeSession } from '../remove-session.ts'
import { openStore, type SessionStore } from '../session-store.ts'
import { type StoreFs, systemFs } from '../store-fs.ts'
import { writeSession } from '../write-session.ts'
import { LOOKED_AT } from './catalogue-file.ts'
import { noteBegin, noteEnd } from './journal.ts'
import { readCatalogue } from './read-catalogue.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let directory = ''
let store: SessionStore
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'ses-catalogue-')), '.ses-logs')
  store = openStore(directory)
})
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }))

const put = (options: SampleOptions) => writeSession(store, sampleRecord(options))
const path = (...names: string[]) => join(directory, ...names)
const known = (from: SessionStore = store) => {
  const catalogue = readCatalogue(from)
  return Array.from({ length: catalogue.size }, (_, at) => catalogue.folder(at))
}
/** What readers are told, and what the folders say. */
const both = () =>
  [readCatalogue(store), readCatalogue(store, true)].map((catalogue) =>
    Array.from({ length: catalogue.size }, (_, at) => [catalogue.session(at), catalogue.detail(at)]),
  )
const looks = () => {
  const seen: string[] = []
  const fs = {
    ...systemFs,
    statSync: (name: string, options: object) => {
      seen.push(name)
      return systemFs.statSync(name, options)
    },
  } as unknown as StoreFs
  return { seen, store: { ...store, fs } }
}
/** As if the store had lain still for a while: changes of this moment prove nothing. */
const settle = () => vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000)
afterEach(() => vi.restoreAllMocks())

describe('a session that was written', () => {
  it('is listed before the index is written again, from the journal alone', async () => {
    await put({ id: 'a', start: 1 })
    await refreshIndex(store)
    await put({ id: 'b', start: 2 })
    const opened: string[] = []
    const fs = {
      ...systemFs,
      readFileSync: (name: string, how: 'utf8') => {
        opened.push(name.slice(directory.length + 1))
        return systemFs.readFileSync(name, how)
      },
    } as unknown as StoreFs
    expect(known({ ...store, fs })).toEqual(['b', 'a'])
    expect(opened.filter((name) => !name.startsWith('.index/'))).toEqual([])
  })

  it('costs no writing of the index when the store is large', async () => {
    manyFolders(directory, LOOKED_AT + 1)
    await refreshIndex(store)
    const before = statSync(path('index.json')).mtimeMs
    await put({ id: 'new', start: 5000 })
    await refreshIndex(store, { lazily: true })
    expect(statSync(path('index.json')).mtimeMs).toBe(before)
    expect(known()[0]).toBe('new')
    await refreshIndex(store)
    expect(statSync(path('index.json')).mtimeMs).not.toBe(before)
    expect(both()[0]).toEqual(both()[1])
  })

  it('is looked at anew while only its beginning is known', async () => {
    await put({ id: 'a' })
    await refreshIndex(store)
    noteBegin(store, 'a')
    await refreshIndex(store)
    expect(readCatalogue(store).source.journal.marks.get('a')?.pending).toBeDefined()
    noteEnd(store, 'a', null)
    await refreshIndex(store)
    expect(readCatalogue(store).source.journal.marks.size).toBe(0)
  })
})

describe('a large store', () => {
  beforeEach(async () => {
    manyFolders(directory, LOOKED_AT + 20)
    await refreshIndex(store)
    settle()
    readCatalogue(store)
  })

  it('is read without looking at its folders', () => {
    const { seen, store: counted } = looks()
    expect(known(counted)).toHaveLength(LOOKED_AT + 20)
    expect(seen.length).toBeLessThan(10)
  })

  it('notices folders that were copied in and removed', () => {
    cpSync(path('p3'), path('copy'), { recursive: true })
    rmSync(path('p4'), { recursive: true })
    expect(known()).toHaveLength(LOOKED_AT + 20)
    expect(known()).toContain('copy')
    expect(known()).not.toContain('p4')
    expect(both()[0]).toEqual(both()[1])
  })

  it('notices a session that grew', async () => {
    await put({ id: 'p7', prompts: ['Now something else'], start: 7 })
    const { sessions } = await openIndex(store).query({ name: 'p7' })
    expect(sessions.find(({ id }) => id === 'p7')?.intent).toBe('Now something else')
    expect(both()[0]).toEqual(both()[1])
  })

  it('finds a summary that comes into a folder which was there before', () => {
    cpSync(path('p3', 'summary.json'), path('.kept'))
    rmSync(path('p3', 'summary.json'))
    // As a folder that hooks write events to.
    utimesSync(directory, 1, 1)
    readCatalogue(store)
    expect(readCatalogue(store, true).size).toBe(LOOKED_AT + 19)
  })

  it('forgets a session that was removed', async () => {
    expect(await removeSession(store, { agent: 'claude-code', id: 'p9' })).toBe(true)
    expect(await removeSession(store, { agent: 'claude-code', id: 'p9' })).toBe(false)
    expect(known()).not.toContain('p9')
    expect(both()[0]).toEqual(both()[1])
    expect(readdirSync(directory).filter((name) => name.startsWith('.removed'))).toEqual([])
  })

  it('is counted without a single session being read', async () => {
    const stats = await openIndex(store).stats()
    expect(stats).toMatchObject({ sessions: LOOKED_AT + 20, active: 0, byAgent: { 'claude-code': LOOKED_AT + 20 } })
    expect(stats.cost).toBeCloseTo(0.5 * (LOOKED_AT + 20))
  })
})

describe('whatever is in the cache folder', () => {
  it.each(['', '{', 'null', '\u0000\u0001', '{"version":1}\n', '{"version":999}\n'])(
    '%j: the answer is right',
    async (content) => {
      await put({ id: 'a', start: 1 })
      await put({ id: 'b', start: 2 })
      await refreshIndex(store)
      for (const name of ['catalogue', 'journal', 'text', 'seen']) writeFileSync(path('.index', name), content)
      expect((await listSessions(store)).index.sessions.map(({ id }) => id)).toEqual(['b', 'a'])
      expect((await openIndex(store).search({ text: 'login' })).total).toBe(2)
    },
  )

  it('a line of the journal that was cut short spoils no other', async () => {
    await put({ id: 'a', start: 1 })
    appendFileSync(path('.index/journal'), '\n{"folder":"b","ent')
    await put({ id: 'b', start: 2 })
    expect(known()).toEqual(['b', 'a'])
    await refreshIndex(store)
    expect(known()).toEqual(['b', 'a'])
    expect(readdirSync(path('.index')).filter((name) => name.startsWith('journal.'))).toEqual([])
  })

  it('is for its owner alone', async () => {
    await put({ id: 'a' })
    await refreshIndex(store)
    await openIndex(store).search({ text: 'x' })
    const modes = readdirSync(path('.index')).map((name) => statSync(path('.index', name)).mode & 0o777)
    expect(new Set(modes)).toEqual(new Set([0o600]))
    expect(statSync(path('.index')).mode & 0o777).toBe(0o700)
  })
})
