import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { sampleRecord } from './fixtures/sample-record.ts'
import { readCatalogue } from './index/read-catalogue.ts'
import { inspectStore } from './inspect-store.ts'
import { openIndex } from './open-index.ts'
import { refreshIndex } from './refresh-index.ts'
import { openStore, type SessionStore } from './session-store.ts'
import { writeSession } from './write-session.ts'

// Each kill may cost the time after which a lock is taken over.
vi.setConfig({ testTimeout: 1_800_000 })

// By hand: 32 writers, 100 rounds, 200 kills.
const WRITERS = Number(process.env['SES_WRITERS'] ?? 3)
const ROUNDS = Number(process.env['SES_ROUNDS'] ?? 4)
const KILLS = Number(process.env['SES_KILLS'] ?? 3)

const root = mkdtempSync(join(tmpdir(), 'ses-processes-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let directory = ''
let store: SessionStore
beforeEach(() => {
  directory = join(mkdtempSync(join(root, 'store-')), '.ses-logs')
  store = openStore(directory)
})

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const start = (writer: string, rounds: number): ChildProcess =>
  spawn(
    process.execPath,
    [
      '--conditions=@ses/source',
      '--import',
      fixture('typescript-loader.mjs'),
      fixture('endless-writer.ts'),
      directory,
      writer,
      String(rounds),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )

/** What readers are told is what the folders say. */
function expectExact(): void {
  const [told, truth] = [readCatalogue(store), readCatalogue(store, true)].map((catalogue) =>
    Array.from({ length: catalogue.size }, (_, at) => [catalogue.session(at), catalogue.detail(at)]),
  )
  expect(told).toEqual(truth)
}

it('many writers at once leave every session once, and an exact index', async () => {
  const ends = Array.from({ length: WRITERS }, (_, index) => {
    const child = start(`w${index}`, ROUNDS)
    return new Promise<number | null>((resolve) => child.on('close', resolve))
  })
  expect(await Promise.all(ends)).toEqual(ends.map(() => 0))
  expectExact()
  const { sessions, total } = await openIndex(store).query({})
  expect(total).toBe(WRITERS * Math.min(20, ROUNDS) + Math.min(8, ROUNDS))
  expect(new Set(sessions.map(({ id }) => id)).size).toBe(total)
  await refreshIndex(store)
  expect(inspectStore(store)).toEqual([])
  expect((await openIndex(store).search({ text: `"word${ROUNDS - 1} of"` })).total).toBe(WRITERS)
})

it('a writer that is killed at any moment leaves nothing that a plain rerun does not mend', async () => {
  for (let kill = 0; kill < KILLS; kill++) {
    const child = start('k', Number.POSITIVE_INFINITY)
    let said = -1
    await new Promise((resolve) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        if (said < 0) setTimeout(() => child.kill('SIGKILL'), Math.random() * 80)
        said = Number(chunk.toString().trim().split('\n').at(-1))
      })
      child.on('close', resolve)
    })
    expectExact()
    const { sessions } = await openIndex(store).query({ name: `k-${said % 20}` })
    expect(sessions.find(({ id }) => id === `k-${said % 20}`)).toBeDefined()
  }
  // Locks of the dead are taken over.
  for (const name of readdirSync(directory).filter((folder) => /^(?:k|shared)-/.test(folder))) {
    await writeSession(store, sampleRecord({ id: name, prompts: ['mended'], fingerprint: 'mended' }))
  }
  await refreshIndex(store)
  expectExact()
  expect(inspectStore(store).filter(({ code }) => code !== 'left_over' && code !== 'lock')).toEqual([])
  const { total } = await openIndex(store).search({ text: 'mended' })
  expect(total).toBe(readCatalogue(store).size)
})
