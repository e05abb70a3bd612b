import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../scripts/workspace.mjs'
import { generateSession } from './generate-session.mjs'
import { generateStore } from './generate-store.mjs'

const SESSIONS = 10_000
const TEXT = 60_000_000
const ROUNDS = 30
const bin = join(root, 'apps/cli/dist/bin.cjs')

/** What a page asks; `round` makes every third question or so another one. @type {[name: string, path: (round: number) => string][]} */
const routes = [
  ['overview', (round) => `overview?since=2026-01-0${1 + (round % 9)}`],
  ['sessions, sorted', (round) => `sessions?sort=${['cost', 'score', 'intent'][round % 3]}&offset=${round * 100}`],
  ['sessions, searched', (round) => `sessions?q=${['login', 'tests', 'cache'][round % 3]}&risk=high&grade=C,D`],
  ['sessions, by file', (round) => `sessions?file=src/area-${round}/`],
  ['session', () => 'sessions/latest'],
  ['timeline', (round) => `sessions/latest/timeline?after=${round * 20}`],
  ['files of a session', () => 'sessions/latest/files'],
  ['ledger', () => 'sessions/latest/ledger'],
  ['patterns', (round) => `patterns?since=2026-01-0${1 + (round % 9)}`],
  ['models', (round) => `models?since=2026-01-0${1 + (round % 9)}`],
  ['files', (round) => `files?offset=${round * 100}`],
  ['file history', (round) => `files/history?path=src/area-${round}/file-7.ts`],
  ['budgets', () => 'budgets'],
  ['settings', () => 'settings'],
]
/** A server that does nothing but answer, for what the machine itself takes. */
const BARE = `const body = JSON.stringify('x'.repeat(50_000))
const server = require('node:http').createServer((_, answer) => answer.setHeader('content-type', 'application/json').end(body))
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: 'http://127.0.0.1/', port: server.address().port }) + ' '))`

const searches = ['xylophone', 'login+token', 'timeout', 'refactor+parser']

/** Every route of the dashboard's API on a store of generated sessions, over one kept connection, searches going on beside. */
export async function server() {
  const home = mkdtempSync(join(tmpdir(), 'ses-bench-'))
  const env = { PATH: process.env['PATH'], HOME: home, SES_LOG_DIR: join(home, '.ses-logs') }
  generateStore(env.SES_LOG_DIR, SESSIONS, TEXT)
  const transcript = join(home, 'session.jsonl')
  writeFileSync(
    transcript,
    Array.from(generateSession({ bytes: 2_000_000 }))
      .join('')
      .replaceAll('2026-01-', '2026-06-'),
  )
  const imported = spawnSync(process.execPath, [bin, 'import', transcript], { cwd: home, env, encoding: 'utf8' })
  if (imported.status !== 0) throw new Error(imported.stderr)
  const started = performance.now()
  const bare = spawn(process.execPath, ['-e', BARE])
  const child = spawn(process.execPath, [bin, 'dashboard', '--json', '--port', '0'], { cwd: home, env })
  try {
    const { url, port } = await firstDocument(child)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const { pathname, search } = new URL(url)
    const { cookie } = await ask(port, pathname + search, agent)
    await ask(port, '/api/overview', agent, cookie)
    const first = performance.now() - started
    return [
      {
        what: `dashboard from its start to its first overview, ${SESSIONS.toLocaleString('en')} sessions`,
        value: `${first.toFixed(0)} ms`,
        against: 'Node’s own start included',
        target: '≤ 1,500 ms',
      },
      ...(await routeRows(port, cookie, (await firstDocument(bare)).port)),
    ]
  } finally {
    bare.kill()
    child.kill('SIGINT')
    await once(child, 'exit')
    rmSync(home, { recursive: true, force: true })
  }
}

/** @param {number} port @param {string} cookie @param {number} barePort */
async function routeRows(port, cookie, barePort) {
  /** @type {number[]} */
  const floor = []
  const pages = new Agent({ keepAlive: true, maxSockets: 1 })
  const searching = new Agent({ keepAlive: true, maxSockets: 1 })
  /** @type {Record<string, number[]>} */
  const taken = {}
  /** @param {string} name @param {string} path @param {Agent} agent */
  const time = async (name, path, agent) => {
    const begun = performance.now()
    const { status } = await ask(port, `/api/${path}`, agent, cookie)
    if (status !== 200) throw new Error(`${path} answered ${status}`)
    taken[name] = [...(taken[name] ?? []), performance.now() - begun]
  }
  // A page's data are looked at once before: what is measured is going on, not beginning.
  for (const [, path] of routes) await ask(port, `/api/${path(0)}`, pages, cookie)
  await ask(port, `/api/search?q=begin`, searching, cookie)
  for (let round = 0; round < ROUNDS; round++) {
    const search = round % 3 === 0 ? time('search', `search?q=${searches[(round / 3) % 4]}`, searching) : undefined
    for (const [name, path] of routes) await time(name, path(round), pages)
    const begun = performance.now()
    await ask(barePort, '/', pages)
    floor.push(performance.now() - begun)
    await search
  }
  pages.destroy()
  searching.destroy()
  const all = routes.flatMap(([name]) => taken[name] ?? [])
  const rows = Object.entries(taken).map(([name, times]) => ({
    what: `GET /api: ${name}`,
    value: `${at(times, 0.95).toFixed(1)} ms`,
    against: `p95 of ${times.length}; p50 ${at(times, 0.5).toFixed(1)} ms; bare server p95 ${at(floor, 0.95).toFixed(1)} ms`,
    target: name === 'search' ? '≤ 300 ms' : '≤ 50 ms',
  }))
  const whole = { what: 'GET /api: all but search', value: `${at(all, 0.95).toFixed(1)} ms`, target: '≤ 50 ms' }
  return [...rows, { ...whole, against: `p95 of ${all.length}; p50 ${at(all, 0.5).toFixed(1)} ms` }]
}

/** @param {readonly number[]} times @param {number} share */
const at = (times, share) => times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? 0

/** @param {import('node:child_process').ChildProcessWithoutNullStreams} child @returns {Promise<{ url: string, port: number }>} */
async function firstDocument(child) {
  let text = ''
  for await (const chunk of child.stdout) {
    text += chunk
    if (text.trimEnd().endsWith('}')) break
  }
  return JSON.parse(text)
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
