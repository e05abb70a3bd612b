import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Failure, failingFs } from './fixtures/failing-fs.ts'
import { type SampleOptions, sampleRecord } from './fixtures/sample-record.ts'
import { listSessions } from './list-sessions.ts'
import { readIndex } from './read-index.ts'
import { refreshIndex } from './refresh-index.ts'
import { resolveSession } from './resolve-session.ts'
import { openStore, type SessionStore } from './session-store.ts'
import { type StoreFs, systemFs } from './store-fs.ts'
import { withLock } from './with-lock.ts'
import { writeSession } from './write-session.ts'

// Every write waits for the disk.
vi.setConfig({ testTimeout: 120_000 })

let directory = ''
let store: SessionStore
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'ses-store-')), '.ses-logs')
  store = openStore(directory, { now: () => 1_770_000_000_000 })
})
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }))

async function put(options: SampleOptions = {}) {
  return writeSession(store, sampleRecord(options))
}
const read = (path: string): string => readFileSync(join(directory, path), 'utf8')
const json = (path: string) => JSON.parse(read(path)) as Record<string, unknown>
const ids = async () => (await listSessions(store)).index.sessions.map((session) => session.id)
const refreshed = async () => {
  await refreshIndex(store)
  return readIndex(store)
}
const writesOf = (fs: StoreFs) => {
  const written: string[] = []
  const counting = {
    ...fs,
    renameSync: (from: string, to: string) => {
      written.push(to.slice(directory.length + 1))
      fs.renameSync(from, to)
    },
  }
  return { written, fs: counting as StoreFs }
}

describe('a session that is written', () => {
  it('becomes a folder with all its projections, for its owner alone', async () => {
    expect(await put()).toEqual({ id: 's1', folder: 's1', outcome: 'created' })
    await refreshIndex(store)
    expect(readdirSync(join(directory, 's1')).sort()).toEqual([
      'context.md',
      'metadata.json',
      'prompts.txt',
      'search.txt',
      'summary.json',
      'summary.txt',
    ])
    const modes = (path: string): number => statSync(join(directory, path)).mode & 0o777
    expect([modes('.'), modes('s1'), modes('.locks')]).toEqual([0o700, 0o700, 0o700])
    expect([modes('index.json'), ...readdirSync(join(directory, 's1')).map((name) => modes(`s1/${name}`))]).toEqual(
      Array(7).fill(0o600),
    )
  })

  it('writes nothing when it is the same again', async () => {
    await put()
    await refreshIndex(store)
    const { fs, written } = writesOf(systemFs)
    const again = { ...store, fs, now: () => 1_790_000_000_000 }
    expect((await writeSession(again, sampleRecord())).outcome).toBe('unchanged')
    await refreshIndex(again)
    expect(written).toEqual([])
  })

  it('writes what has changed when it has grown, metadata last', async () => {
    await put()
    const { fs, written } = writesOf(systemFs)
    const grown = sampleRecord({ prompts: ['Fix the login', 'and the logout'], fingerprint: 'f2' })
    expect((await writeSession({ ...store, fs }, grown)).outcome).toBe('updated')
    expect(written.map((path) => path.split('/')[1])).toEqual([
      'search.txt',
      'prompts.txt',
      'context.md',
      'summary.txt',
      'summary.json',
      'metadata.json',
    ])
    expect(read('s1/prompts.txt')).toContain('and the logout')
  })

  it('with a hostile id stays inside the store and keeps the id', async () => {
    const { folder } = await put({ id: '../../escape' })
    expect(folder).toMatch(/^h-/)
    expect(json(`${folder}/metadata.json`)['session_id']).toBe('../../escape')
    expect(readdirSync(join(directory, '..'))).toEqual(['.ses-logs'])
    expect((await resolveSession(store, '../../esc')).folder).toBe(folder)
  })

  it('is told from another agent’s session of the same id', async () => {
    await put({ agent: 'claude-code', files: ['a.ts'] })
    const other = await put({ agent: 'codex', files: ['b.ts'] })
    expect(other.outcome).toBe('created')
    expect((await put({ agent: 'codex', files: ['b.ts'] })).folder).toBe(other.folder)
    const { sessions, file_history } = (await refreshed()).index
    expect(sessions.map(({ agent }) => agent).sort()).toEqual(['claude-code', 'codex'])
    expect(Object.keys(file_history)).toEqual(['a.ts', 'b.ts'])
  })

  it('is not replaced by an older state of it from another file', async () => {
    await put({ path: '/t/new.jsonl', prompts: ['one', 'two'] })
    expect((await put({ path: '/t/old.jsonl', prompts: ['one'] })).outcome).toBe('older')
    expect(read('s1/prompts.txt')).toContain('two')
    const paths = (await refreshed()).index.folders['s1']?.transcripts.map(({ path }) => path)
    expect(paths).toEqual(['/t/new.jsonl', '/t/old.jsonl'])
  })

  it('is replaced by a later state of it from another file', async () => {
    await put({ path: '/t/old.jsonl', prompts: ['one'] })
    expect((await put({ path: '/t/new.jsonl', prompts: ['one', 'two'] })).outcome).toBe('updated')
    const paths = (await refreshed()).index.folders['s1']?.transcripts.map(({ path }) => path)
    expect(paths).toEqual(['/t/new.jsonl', '/t/old.jsonl'])
  })
})

describe('the index', () => {
  beforeEach(async () => {
    await put({ id: 'a', start: 1, files: ['x.ts', 'y.ts'] })
    await put({ id: 'b', start: 2, files: ['x.ts'] })
    await put({ id: 'c', start: 0, files: [] })
    await refreshIndex(store)
  })

  it('lists the latest start first and tells who touched a file', async () => {
    expect(await ids()).toEqual(['b', 'a', 'c'])
    const { file_history } = readIndex(store).index
    expect(file_history['x.ts']?.map(({ session, operation }) => [session, operation])).toEqual([
      ['a', 'edit'],
      ['b', 'edit'],
    ])
  })

  it('is read without opening a single folder while it fits them', () => {
    const opened: string[] = []
    const fs = {
      ...systemFs,
      readFileSync: (path: string, how: 'utf8') => {
        opened.push(path.slice(directory.length + 1))
        return systemFs.readFileSync(path, how)
      },
    } as unknown as StoreFs
    expect(readIndex({ ...store, fs }).stale).toBe(false)
    expect(opened).toEqual(['.index/catalogue'])
  })

  it.each(['', '{', 'null', '[]', '{"schema_version":1,"sessions":[null],"file_history":{},"folders":{}}'])(
    'is made again from the folders when it holds %j',
    async (content) => {
      const before = read('index.json')
      writeFileSync(join(directory, 'index.json'), content)
      expect(await ids()).toEqual(['b', 'a', 'c'])
      expect(read('index.json')).toBe(before)
    },
  )

  it('forgets a folder that was removed, and finds one that was put there', async () => {
    rmSync(join(directory, 'b'), { recursive: true })
    expect(await ids()).toEqual(['a', 'c'])
    expect(readIndex(store).index.file_history['x.ts']).toHaveLength(1)
    await put({ id: 'd', start: 9 })
    expect(await ids()).toEqual(['d', 'a', 'c'])
  })

  it('leaves out a folder that is damaged and names it', async () => {
    writeFileSync(join(directory, 'a/summary.json'), '{"session":')
    expect(readIndex(store).damaged).toEqual(['a'])
    expect(await ids()).toEqual(['b', 'c'])
    await put({ id: 'a', start: 1, files: ['x.ts', 'y.ts'], fingerprint: 'f2' })
    expect(await ids()).toEqual(['b', 'a', 'c'])
  })

  it('is right also where it cannot be written', async () => {
    rmSync(join(directory, 'b'), { recursive: true })
    const readOnly = { ...systemFs, mkdirSync: denied, openSync: denied } as unknown as StoreFs
    expect((await listSessions({ ...store, fs: readOnly })).index.sessions.map(({ id }) => id)).toEqual(['a', 'c'])
  })

  it('of a store that is not there is empty, and nothing is made', async () => {
    const nowhere = openStore(join(directory, 'nowhere'))
    expect((await listSessions(nowhere)).index.sessions).toEqual([])
    expect(readdirSync(directory)).not.toContain('nowhere')
  })
})

function denied(): never {
  throw Object.assign(new Error('denied'), { code: 'EACCES' })
}

describe('a session is found', () => {
  beforeEach(async () => {
    await put({ id: 'abc-1', start: 1 })
    await put({ id: 'abc-12', start: 2 })
    await put({ id: 'xyz', start: 0 })
  })

  it.each([
    ['xyz', 'xyz'],
    ['x', 'xyz'],
    ['abc-1', 'abc-1'],
    ['abc-12', 'abc-12'],
    ['latest', 'abc-12'],
  ])('by %s: %s', async (wanted, id) => {
    expect((await resolveSession(store, wanted)).id).toBe(id)
  })

  it('but an ambiguous prefix lists the candidates', async () => {
    await expect(resolveSession(store, 'abc')).rejects.toMatchObject({
      code: 'ambiguous_id',
      data: { total: 2, candidates: [{ id: 'abc-12' }, { id: 'abc-1' }] },
    })
  })

  it.each(['abd', '', 'ABC-1'])('but %j is not', async (wanted) => {
    await expect(resolveSession(store, wanted)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('when the n-th file system call goes wrong, for every n', () => {
  const first = { id: 'a', prompts: ['one'], files: ['x.ts'] }
  const second = { id: 'a', prompts: ['one', 'two'], files: ['x.ts', 'y.ts'], fingerprint: 'f2' }

  it.each<Failure>(['error', 'death'])(
    '(%s) every file is whole and the next import puts all right',
    async (failure) => {
      const update = async (to: SessionStore): Promise<void> => {
        await writeSession(to, sampleRecord(second))
        await refreshIndex(to)
      }
      let failed = 0
      for (let n = 1; ; n++) {
        rmSync(directory, { recursive: true, force: true })
        await writeSession(store, sampleRecord(first))
        await refreshIndex(store)
        const broken = failingFs(n, failure)
        const outcome = await update({ ...store, fs: broken.fs }).catch((error: unknown) => error)
        if (broken.calls() < n) break
        if (outcome !== undefined) failed += 1
        for (const name of ['index.json', 'a/summary.json', 'a/metadata.json'])
          expect(() => json(name), `${n}`).not.toThrow()
        const states = [first, second].map((state) => sampleRecord(state).summary)
        expect(states, `${n}`).toContainEqual(json('a/summary.json'))
        expect(await ids(), `${n}`).toEqual(['a'])
        expect(readIndex(store).index.sessions[0]?.files_changed).toBe((json('a/summary.json')['prompts'] as []).length)
        await update(store)
        expect(read('a/prompts.txt')).toContain('two')
        expect(json('a/metadata.json')).toMatchObject({ transcript: { fingerprint: 'f2' } })
        expect(Object.keys(readIndex(store).index.file_history)).toEqual(['x.ts', 'y.ts'])
      }
      expect(failed).toBeGreaterThan(20)
    },
  )
})

describe('a lock', () => {
  it('lets one in at a time, and many come', async () => {
    let inside = 0
    let done = 0
    const work = async (): Promise<void> => {
      expect(++inside).toBe(1)
      await Promise.resolve()
      inside -= 1
      done += 1
    }
    await put()
    await Promise.all(Array.from({ length: 20 }, () => withLock(join(directory, 'x.lock'), work)))
    expect(done).toBe(20)
  })

  it('that nobody renews is taken over', async () => {
    await put()
    const path = join(directory, 'left.lock')
    const { mkdirSync, utimesSync } = await import('node:fs')
    mkdirSync(path)
    utimesSync(path, 1, 1)
    expect(await withLock(path, () => 'mine', { waitMs: 0 })).toBe('mine')
  })

  it('that is held for too long is reported', async () => {
    await put()
    const path = join(directory, 'held.lock')
    await withLock(path, async () => {
      await expect(withLock(path, () => 0, { waitMs: 0 })).rejects.toMatchObject({ code: 'locked' })
    })
  })

  it('is given back when the work fails', async () => {
    await put()
    const path = join(directory, 'fails.lock')
    await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await withLock(path, () => 'mine', { waitMs: 0 })).toBe('mine')
  })
})
