import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ensureMaskingKey, readMaskingKey } from './masking-key.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ses-key-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const places = () => ({ project: folder, logs: join(folder, '.ses-logs'), user: join(folder, '.ses') })

it('is made once, for nobody else to read, and nothing is left beside it', () => {
  expect(readMaskingKey(places())).toBeUndefined()
  const key = ensureMaskingKey(places())
  expect(key).toMatch(/^[0-9a-f]{64}$/)
  expect(ensureMaskingKey(places())).toBe(key)
  expect(statSync(join(folder, '.ses/masking.key')).mode & 0o777).toBe(0o600)
  expect(readdirSync(join(folder, '.ses'))).toEqual(['masking.key'])
})

it('takes the place of an empty file, as a full disk leaves one', () => {
  ensureMaskingKey(places())
  writeFileSync(join(folder, '.ses/masking.key'), '')
  const key = ensureMaskingKey(places())
  expect(key).toMatch(/^[0-9a-f]{64}$/)
  expect(readFileSync(join(folder, '.ses/masking.key'), 'utf8')).toBe(`${key}\n`)
})
