import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, refreshIndex, writeSession } from '@ses/store'
import { root } from '../scripts/workspace.mjs'
import { generateStore } from './generate-store.mjs'
import { median, times } from './measure.mjs'

const ROUNDS = 11
const WRITES = 30
const TEXT = 60_000_000
const bin = join(root, 'apps/cli/dist/bin.cjs')

/** Listing, querying and searching stores of generated sessions, by turns with a bare `node -e 0`; then what storing one more costs. */
export async function store() {
  const home = mkdtempSync(join(tmpdir(), 'ses-bench-'))
  const rows = []
  /** @type {number[]} */
  const writes = []
  for (const sessions of [10, 1000, 10_000]) {
    const directory = join(home, String(sessions), '.ses-logs')
    generateStore(directory, sessions, sessions === 10 ? 100_000 : TEXT)
    await refreshIndex(openStore(directory))
    if (sessions > 10) rows.push(...commands(home, directory, sessions))
    writes.push(await writing(directory))
  }
  const [few = 1, , many = 1] = writes
  rows.push({
    what: 'storing and indexing one session at 10,000',
    value: times(many / few),
    against: `the same at 10 (p50 of ${WRITES}: ${many.toFixed(1)} ms, ${few.toFixed(1)} ms)`,
    target: '≤ 2×',
  })
  rmSync(home, { recursive: true, force: true })
  return rows
}

/** @param {string} home @param {string} directory @param {number} sessions */
function commands(home, directory, sessions) {
  const env = { PATH: process.env['PATH'], HOME: home, SES_LOG_DIR: directory }
  /** @param {readonly string[]} args */
  const run = (args) => {
    const started = process.hrtime.bigint()
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: home, env, encoding: 'utf8', maxBuffer: 1e9 })
    if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`)
    return Number(process.hrtime.bigint() - started) / 1e6
  }
  const lines = [
    ['list'],
    ['list', '--json'],
    ['status'],
    ['query', '--risk', 'high', '--grade', '<=C'],
    ['query', '--file', 'src/area-3/file-7.ts'],
    ['search', 'xylophone'],
    ['search', 'login', 'token'],
    ['search', '-i', 'TIMEOUT'],
  ]
  // The first reading puts the texts into their cache.
  for (const line of lines) run([bin, ...line])
  /** @type {number[]} */
  const floor = []
  const taken = lines.map(() => /** @type {number[]} */ ([]))
  for (let round = 0; round < ROUNDS; round++) {
    floor.push(run(['-e', '0']))
    for (const [index, line] of lines.entries()) taken[index]?.push(run([bin, ...line]))
  }
  const bare = median(floor)
  return lines.map((line, index) => {
    const ms = median(taken[index] ?? [])
    const search = line[0] === 'search'
    return {
      what: `ses ${line.join(' ')}, ${sessions.toLocaleString('en')} sessions`,
      value: search ? `${ms.toFixed(0)} ms` : times(ms / bare),
      against: search ? `${TEXT / 1e6} MB of text, bare node ${bare.toFixed(0)} ms` : `bare node (${ms.toFixed(0)} ms)`,
      target: search ? '≤ 300 ms' : '≤ 3×',
    }
  })
}

/** Milliseconds of storing one session and bringing the index up to date, p50. @param {string} directory */
async function writing(directory) {
  const store = openStore(directory)
  const [folder = ''] = readdirSync(directory).filter((name) => !name.startsWith('.'))
  const summary = JSON.parse(readFileSync(join(directory, folder, 'summary.json'), 'utf8'))
  /** @type {number[]} */
  const taken = []
  for (let index = 0; index < WRITES; index++) {
    const id = `written-${index}`
    const record = recordOf({ ...summary, session: { ...summary.session, id } })
    const started = performance.now()
    await writeSession(store, record)
    await refreshIndex(store, { lazily: true })
    taken.push(performance.now() - started)
  }
  return median(taken)
}

/** @param {any} summary */
function recordOf(summary) {
  const { id, agent } = summary.session
  const text = 'What was asked and what was answered. '.repeat(50)
  const events = Array.from({ length: 40 }, (_, index) => ({
    id: `e${index}`,
    type: index % 2 ? 'reply' : 'prompt',
    text,
  }))
  const session = { id, agent, events, responses: [], droppedUsage: [], children: [] }
  const masking = { rule_set: 'rules', counts: {} }
  const coverage = { bytes: 1, lines: 1, recognised: 1, torn: 0 }
  const transcript = { path: `/t/${id}.jsonl`, bytes: 1, fingerprint: id }
  const whole = { ...summary, masking, usage: { ...summary.usage, by_model: [] }, claims: [] }
  return /** @type {any} */ ({ session, summary: whole, coverage, diagnostics: [], transcript, sesVersion: '0' })
}
