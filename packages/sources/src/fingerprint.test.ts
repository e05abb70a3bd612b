import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { combineFingerprints, glanceAtFile, sameFingerprint } from './fingerprint.ts'

const folder = mkdtempSync(join(tmpdir(), 'ses-fingerprint-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'x.jsonl')
const print = async () => (await glanceAtFile(path)).fingerprint

it('stays the same while the file does', async () => {
  writeFileSync(path, 'a'.repeat(100_000))
  expect(sameFingerprint(await print(), await print())).toBe(true)
})

it.each([
  ['grown', 'a'.repeat(100_001)],
  ['cut', 'a'.repeat(99_999)],
  ['rewritten at its end', `${'a'.repeat(99_999)}b`],
  ['rewritten at its start', `b${'a'.repeat(99_999)}`],
])('tells that a file has %s, whatever its time says', async (_how, content) => {
  writeFileSync(path, 'a'.repeat(100_000))
  utimesSync(path, 1, 1)
  const before = await print()
  writeFileSync(path, content)
  utimesSync(path, 1, 1)
  expect(sameFingerprint(before, await print())).toBe(false)
})

it('tells by the time that the middle of a large file has been rewritten', async () => {
  writeFileSync(path, 'a'.repeat(100_000))
  utimesSync(path, 1, 1)
  const before = await print()
  writeFileSync(path, `${'a'.repeat(50_000)}b${'a'.repeat(49_999)}`)
  utimesSync(path, 2, 2)
  expect(sameFingerprint(before, await print())).toBe(false)
})

it('of several files changes when any of them does', () => {
  const a = { size: 1, mtimeMs: 1, hash: 'a' }
  const b = { size: 2, mtimeMs: 2, hash: 'b' }
  expect(combineFingerprints([a])).toEqual(a)
  expect(combineFingerprints([a, b])).toMatchObject({ size: 3, mtimeMs: 2 })
  expect(combineFingerprints([a, b]).hash).not.toBe(combineFingerprints([a, { ...b, hash: 'c' }]).hash)
})
