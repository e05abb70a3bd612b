import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { analyzeSession } from '@ses/core'
import { openStore, removeSession, type SessionStore, writeSession } from '@ses/store'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCalendar } from '../calendar.ts'
import { sampleSession } from '../fixtures/test-dashboard.ts'
import { readDigests, writeDigests } from './digest-cache.ts'
import { createBookKeeper } from './session-book.ts'

const calendar = createCalendar(() => 0)
let folder: string
let store: SessionStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ses-book-'))
  store = openStore(join(folder, '.ses-logs'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = async (id: string, hours = 1, prompt?: string): Promise<void> => {
  const { session, summary, coverage, diagnostics } = await analyzeSession(sampleSession(id, hours, prompt))
  await writeSession(store, { session, summary, coverage, diagnostics, sesVersion: '0' })
}

it('reads again only what has changed, and tells it', async () => {
  const keeper = createBookKeeper(store, calendar)
  expect((await keeper.book()).digests).toEqual([])
  await put('one')
  await put('two', 5)
  expect([...(await keeper.refresh())].sort()).toEqual(['one', 'two'])
  const before = await keeper.book()
  expect(before.digests.map(({ listed }) => listed.id)).toEqual(['one', 'two'])
  expect(await keeper.refresh()).toEqual([])
  expect((await keeper.book()).version).toBe(before.version)
  await put('two', 5, 'Something else')
  expect(await keeper.refresh()).toEqual(['two'])
  const after = await keeper.book()
  expect(after.byFolder.get('one')).toBe(before.byFolder.get('one'))
  expect(after.byFolder.get('two')?.text).toContain('something else')
  await removeSession(store, { agent: 'claude-code', id: 'one' })
  expect(await keeper.refresh()).toEqual(['one'])
  expect((await keeper.book()).digests).toHaveLength(1)
})

it('many that ask at once while it is read for the first time get the same', async () => {
  await put('one')
  const keeper = createBookKeeper(store, calendar)
  const books = await Promise.all([keeper.book(), keeper.book(), keeper.refresh().then(() => keeper.book())])
  expect(new Set(books.map(({ version }) => version)).size).toBe(1)
})

it('takes from the cache what still fits its folder, and nothing from a damaged one', async () => {
  await put('one')
  await put('two', 5)
  const [one, two] = (await createBookKeeper(store, calendar).book()).digests
  if (one === undefined || two === undefined) throw new Error('two sessions were stored')
  const stampOf = (name: string): string => {
    const stamp = (file: string): string => {
      const { size, mtimeMs } = statSync(join(store.directory, name, file))
      return `${size}-${mtimeMs}`
    }
    return `${stamp('summary.json')}/${stamp('metadata.json')}`
  }
  const mark = (digest: typeof one, stamp: string) => ({ stamp, digest: { ...digest, text: 'from the cache' } })
  writeDigests(store, [mark(one, stampOf('one')), mark(two, 'of another state')])
  expect(statSync(join(store.directory, '.dashboard', 'digests.json')).mode & 0o777).toBe(0o600)
  const book = await createBookKeeper(store, calendar).book()
  expect(book.byFolder.get('one')).toMatchObject({ text: 'from the cache', local: one.local })
  expect(book.byFolder.get('two')?.text).toBe(two.text)
  for (const text of ['', '{', 'null', '{"format":1,"entries":[null]}', '{"format":99,"entries":[]}']) {
    writeFileSync(join(store.directory, '.dashboard', 'digests.json'), text)
    expect(readDigests(store).size).toBe(0)
    expect((await createBookKeeper(store, calendar).book()).digests).toHaveLength(2)
  }
})
