import * as nodeFs from 'node:fs'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CachedFile, readUsageCache, updateUsageCache, writeUsageDigest } from './usage-cache.ts'

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'ses-usage-')), '.ses')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

const file = (path: string, rows: unknown = [1]): CachedFile<unknown> => ({
  path,
  stamp: { size: 1, mtimeMs: 2.5, ctimeMs: 3.5, ino: 4 },
  rows,
})
const none: ReadonlySet<string> = new Set()
const paths = (version = '1'): string[] => readUsageCache({ folder, version }).map(({ path }) => path)

it('keeps what was read, replaces it, and forgets what has gone', async () => {
  const options = { folder, version: '1' }
  expect(paths()).toEqual([])
  await updateUsageCache(options, { read: [file('/a'), file('/b')], vanished: none })
  await updateUsageCache(options, { read: [file('/b', [2])], vanished: new Set(['/a']) })
  expect(readUsageCache(options)).toEqual([file('/b', [2])])
  const path = join(folder, 'usage', 'files.json')
  expect([statSync(path).mode & 0o777, statSync(join(folder, 'usage')).mode & 0o777]).toEqual([0o600, 0o700])
})

it('loses nothing when many write at once', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `/f${index}`)
  const write = (path: string) => updateUsageCache({ folder, version: '1' }, { read: [file(path)], vanished: none })
  await Promise.all(names.map(write))
  expect(paths().sort()).toEqual([...names].sort())
})

it('is empty when damaged or of another version', async () => {
  await updateUsageCache({ folder, version: '1' }, { read: [file('/a')], vanished: none })
  expect(paths('2')).toEqual([])
  const path = join(folder, 'usage', 'files.json')
  const whole = readFileSync(path, 'utf8')
  for (const text of ['', whole.slice(0, -9), 'null', '{"version":"1","files":[null,{"path":"/a"},3]}']) {
    writeFileSync(path, text)
    expect(paths()).toEqual([])
  }
})

it('leaves the old cache whole when a write fails', async () => {
  const options = { folder, version: '1' }
  await updateUsageCache(options, { read: [file('/a')], vanished: none })
  const fs = {
    ...nodeFs,
    writeSync: () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    },
  }
  const failing = updateUsageCache({ ...options, fs }, { read: [file('/b')], vanished: none })
  await expect(failing).rejects.toMatchObject({ code: 'write_failed' })
  expect(paths()).toEqual(['/a'])
})

it('writes small files beside it', () => {
  writeUsageDigest(folder, 'spend', { v: 1 })
  expect(JSON.parse(readFileSync(join(folder, 'usage', 'spend.json'), 'utf8'))).toEqual({ v: 1 })
})
