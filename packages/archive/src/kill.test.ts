import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { openArchive } from './archive.ts'
import { grownInput, turnsUpTo } from './fixtures/grown-input.ts'
import { listArchive } from './list-archive.ts'
import { readLines } from './read-text.ts'
import { searchArchive } from './search-archive.ts'
import { verifySession } from './verify-archive.ts'
import { writeArchive } from './write-archive.ts'

const directory = mkdtempSync(join(tmpdir(), 'ses-archive-kill-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const KILLS = 5
const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

/** Runs the writer and kills it some time after its first write. Answers the last state that it said it had archived. */
function runAndKill(first: number, afterMs: number): Promise<number> {
  const args = ['--conditions=@ses/source', '--import', fixture('typescript-loader.mjs'), fixture('endless-writer.ts')]
  const child = spawn(process.execPath, [...args, directory, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = first - 1
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const states = chunk.toString().match(/\d+/g)
      if (said < first && states !== null) setTimeout(() => child.kill('SIGKILL'), afterMs)
      said = Number(states?.at(-1) ?? said)
    })
    child.on('error', reject)
    child.on('exit', (_, signal) => (signal === 'SIGKILL' ? resolve(said) : reject(new Error('it ended by itself'))))
  })
}

it('a writer that is killed at any moment leaves an archive that can be listed, searched and verified', {
  timeout: 600_000,
}, async () => {
  const archive = openArchive(directory)
  let state = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const said = await runAndKill(state, 1 + Math.floor(Math.random() * 60))
    expect(said).toBeGreaterThanOrEqual(state)
    const { sessions, damaged } = listArchive(archive)
    expect(damaged).toEqual([])
    const grown = sessions.find(({ head }) => head.session_id === 'grows-for-ever')
    expect(grown?.main?.part.content.lines).toBeGreaterThanOrEqual(said + 1)
    expect(sessions.length).toBeGreaterThanOrEqual(said + 2)
    const { hits, damaged: unreadable } = await searchArchive(archive, sessions, 'needle', { limit: 100_000 })
    expect(unreadable).toEqual([])
    expect(hits.length).toBeGreaterThanOrEqual(2 * (said + 1))
    for (const session of sessions) {
      const { damage, meta } = await verifySession(archive, session)
      expect(damage).toEqual([])
      expect(['fits', 'stale']).toContain(meta)
    }
    state = said + 1
  }
  // A lock that a killed writer held is taken over, and what it left undone is done.
  const { outcome } = await writeArchive(archive, grownInput('grows-for-ever', state + 100))
  expect(outcome).toBe('updated')
  const [session] = listArchive(archive).sessions.filter(({ head }) => head.session_id === 'grows-for-ever')
  let text = ''
  for await (const block of readLines(archive, session!.main!)) text += block.text
  expect(text).toBe(
    turnsUpTo(state + 100)
      .map((line) => `${line}\n`)
      .join(''),
  )
  expect(await verifySession(archive, session!)).toMatchObject({ damage: [], meta: 'fits' })
})
