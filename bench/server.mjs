import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { analyzeSession } from '@ses/core'
import { createDashboard } from '@ses/server'
import { openStore, refreshIndex } from '@ses/store'
import { generateSession } from './generate-session.mjs'
import { generateStore } from './generate-store.mjs'

const SESSIONS = 10_000
const TEXT = 60_000_000
const ROUNDS = 30

/** Every route of the dashboard's API on a store of generated sessions, over one kept connection. */
export async function server() {
  const home = mkdtempSync(join(tmpdir(), 'ses-bench-'))
  const directory = join(home, '.ses-logs')
  generateStore(directory, SESSIONS, TEXT)
  const store = openStore(directory)
  await refreshIndex(store)
  const transcript = Array.from(generateSession({ bytes: 2_000_000 })).join('')
  const analysis = await analyzeSession(transcript)
  const started = performance.now()
  const dashboard = await createDashboard(servicesOf(store, home, analysis), {
    page: join(home, 'page'),
    port: 0,
    limits: { burst: 1e6 },
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const entry = new URL(dashboard.url)
  const cookie = (await ask(dashboard.port, entry.pathname + entry.search, agent)).cookie
  await ask(dashboard.port, '/api/overview', agent, cookie)
  const first = performance.now() - started
  const [folder = ''] = readdirSync(directory).filter((name) => !name.startsWith('.'))
  /** @type {[name: string, path: (round: number) => string][]} */
  const routes = [
    ['overview', (round) => `/api/overview?since=2026-01-0${1 + (round % 9)}`],
    ['sessions, sorted', (round) => `/api/sessions?sort=${['cost', 'score', 'intent'][round % 3]}&offset=${round * 100}`],
    ['sessions, searched and filtered', (round) => `/api/sessions?q=${['login', 'tests', 'cache'][round % 3]}&risk=high&grade=C,D`],
    ['sessions, by file', (round) => `/api/sessions?file=src/area-${round}/`],
    ['session', () => `/api/sessions/${folder}`],
    ['timeline', (round) => `/api/sessions/${folder}/timeline?after=${round * 50}`],
    ['files of a session', () => `/api/sessions/${folder}/files`],
    ['ledger', () => `/api/sessions/${folder}/ledger`],
    ['patterns', (round) => `/api/patterns?since=2026-01-0${1 + (round % 9)}`],
    ['models', (round) => `/api/models?since=2026-01-0${1 + (round % 9)}`],
    ['files', (round) => `/api/files?offset=${round * 100}`],
    ['file history', (round) => `/api/files/history?path=src/area-${round}/file-7.ts`],
    ['budgets', () => '/api/budgets'],
    ['settings', () => '/api/settings'],
    ['search', (round) => `/api/search?q=${['xylophone', 'login+token', 'timeout', 'refactor+parser'][round % 4]}`],
  ]
  /** @type {Record<string, number[]>} */
  const taken = {}
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, path] of routes) {
      const begun = performance.now()
      const { status } = await ask(dashboard.port, path(round), agent, cookie)
      if (status !== 200) throw new Error(`${path(round)} answered ${status}`)
      ;(taken[name] ??= []).push(performance.now() - begun)
    }
  }
  agent.destroy()
  await dashboard.close()
  rmSync(home, { recursive: true, force: true })
  const all = Object.entries(taken).flatMap(([name, times]) => (name === 'search' ? [] : times))
  const at = `${SESSIONS.toLocaleString('en')} sessions`
  return [
    { what: `start to first overview, ${at}`, value: `${first.toFixed(0)} ms`, against: 'no cache of its own', target: '≤ 1,500 ms' },
    ...Object.entries(taken).map(([name, times]) => ({
      what: `API: ${name}, ${at}`,
      value: `${p95(times).toFixed(1)} ms`,
      against: `p95 of ${ROUNDS}; p50 ${p50(times).toFixed(1)} ms`,
      target: name === 'search' ? '≤ 300 ms' : '≤ 50 ms',
    })),
    { what: `API without search, ${at}`, value: `${p95(all).toFixed(1)} ms`, against: `p95 of ${all.length}`, target: '≤ 50 ms' },
  ]
}

/** @param {readonly number[]} times */
const p95 = (times) => times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? 0
/** @param {readonly number[]} times */
const p50 = (times) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0

/** @param {import('@ses/store').SessionStore} store @param {string} home @param {import('@ses/core').SessionAnalysis} analysis */
function servicesOf(store, home, analysis) {
  return {
    store,
    project: '/home/user/project',
    now: Date.now,
    analyse: async () => analysis,
    isReadable: async () => true,
    checkpoints: async () => [],
    limits: async () => ({ session: null, day: 10, month: 300, project: null, warn_at: 0.8 }),
    setLimits: async () => {},
    spending: async () => [],
    settings: async () => ({ version: '0', project: '/', folders: {}, config: [], doctor: [] }),
    alertFile: join(home, 'alerts.json'),
    onError: (/** @type {string} */ what, /** @type {unknown} */ error) => {
      throw new Error(what, { cause: error })
    },
  }
}

/**
 * @param {number} port @param {string} path @param {Agent} agent @param {string} [cookie]
 * @returns {Promise<{ status: number | undefined, cookie: string }>}
 */
function ask(port, path, agent, cookie = '') {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, agent, headers: { cookie } }, (answer) => {
      answer.resume()
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({ status: answer.statusCode, cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '' }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}
