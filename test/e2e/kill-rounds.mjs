// `node test/e2e/kill-rounds.mjs [rounds]`: hooks and the worker are killed at random instants; then what was accepted must be there, and a
// plain sweep must leave nothing for the doctor. SES_E2E_CLI names the built program (default apps/cli).
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const rounds = Number(process.argv[2] ?? 200)
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const dist = join(resolve(root, process.env['SES_E2E_CLI'] ?? 'apps/cli'), 'dist')
const home = mkdtempSync(join(tmpdir(), 'ses-kill-'))
const repo = join(home, 'repo')
const logs = join(repo, '.ses-logs')
mkdirSync(repo)
// Nothing listens there: what is queued stays, and can be counted.
const env = { PATH: process.env['PATH'] ?? '', HOME: home, SES_WEBHOOK_URL: 'http://127.0.0.1:9/' }
const SESSIONS = 12
const HOOKS = 3

/** @typedef {{ rc: number | null, stdout: string }} Ended */

/**
 * @param {readonly string[]} args
 * @param {{ input?: string, killAfterMs?: number, cwd?: string }} options
 * @returns {Promise<Ended>}
 */
async function node(args, { input = '', killAfterMs, cwd = repo } = {}) {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['pipe', 'pipe', 'ignore'] })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  const rc = await new Promise((done) => child.on('close', done))
  clearTimeout(timer)
  return { rc, stdout }
}

/** @param {readonly string[]} args @param {{ killAfterMs?: number, cwd?: string }} [options] */
const ses = (args, options) => node([join(dist, 'bin.cjs'), ...args], options)
const run = (/** @type {string} */ command) =>
  new Promise((done) => spawn('sh', ['-c', command], { env }).on('exit', done))
await run(`git -C '${repo}' init -q`)
await ses(['enable', 'claude-code'])

let next = 0
let hookMs = 100
let sweepMs = 1000
/** @type {Set<string>} */
const accepted = new Set()
/** @type {Set<string>} */
const sent = new Set()
let killed = 0
let sweeps = 0
let sweepsKilled = 0

/** @param {number} round */
async function hook(round) {
  const id = `toolu_${String(next++).padStart(6, '0')}`
  const session = `00000000-0000-4000-8000-${String(round % SESSIONS).padStart(12, '0')}`
  const ends = Math.random() < 0.15
  const event = ends ? 'SessionEnd' : 'PostToolUse'
  const input = JSON.stringify({
    session_id: session,
    cwd: repo,
    hook_event_name: event,
    prompt_id: id,
    ...(ends
      ? { reason: 'other' }
      : {
          tool_name: 'Bash',
          tool_use_id: id,
          tool_input: { command: `echo ${id}` },
          tool_response: { stdout: 'x'.repeat(Math.floor(Math.random() * 100_000)), stderr: '' },
        }),
  })
  sent.add(id)
  const mortal = Math.random() < 0.6
  const args = [join(dist, 'hook.cjs'), event, '--agent', 'claude-code']
  const start = performance.now()
  const { rc } = await node(args, { input, ...(mortal ? { killAfterMs: Math.random() * 1.5 * hookMs } : {}) })
  if (rc === 0) accepted.add(id)
  else killed += 1
  // A machine that is busy gets more time, so that every moment of a call is met.
  if (!mortal) hookMs = 0.8 * hookMs + 0.2 * (performance.now() - start)
}

async function worker() {
  sweeps += 1
  const args = ['sweep', '--once', '--settled', '--idle', '0', '--json']
  const { rc } = await ses(args, { killAfterMs: Math.random() * 1.5 * sweepMs })
  if (rc !== 0) sweepsKilled += 1
}

await Promise.all([hook(0), hook(1)])
const begun = performance.now()
await ses(['sweep', '--once', '--settled', '--idle', '0'])
sweepMs = performance.now() - begun
for (let round = 0; round < rounds; round++) {
  const hooks = Array.from({ length: HOOKS }, () => hook(round))
  await Promise.all([...hooks, ...(round % 2 === 0 ? [worker()] : [])])
}

/** Sweeps until nothing is left to do; locks of the dead are taken over after ten seconds. @param {string} cwd */
async function finish(cwd) {
  for (let tries = 0; tries < 40; tries++) {
    const { stdout } = await ses(['sweep', '--once', '--settled', '--idle', '0', '--all', '--json'], { cwd })
    const { sessions, failed } = JSON.parse(stdout)
    if (failed.length > 0) throw new Error(JSON.stringify(failed))
    if (sessions.every((/** @type {any} */ { outcome }) => !['busy', 'waiting', 'projected'].includes(outcome))) return
    await sleep(1000)
  }
  throw new Error('sessions never came to rest')
}
await sleep(2000)
await finish(repo)

/** @type {string[]} */
const faults = []
/** @type {Map<string, number>} */
const found = new Map()
let broken = 0
const folders = readdirSync(logs).filter((name) => existsSync(join(logs, name, 'events.jsonl')))
for (const folder of folders) {
  for (const line of readFileSync(join(logs, folder, 'events.jsonl'), 'utf8').split('\n')) {
    if (line === '') continue
    try {
      const { payload } = JSON.parse(line)
      found.set(payload.prompt_id, (found.get(payload.prompt_id) ?? 0) + 1)
    } catch {
      broken += 1
    }
  }
}
const lost = [...accepted].filter((id) => !found.has(id))
const twice = [...found].filter(([, count]) => count > 1)
const strange = [...found.keys()].filter((id) => !sent.has(id))
if (lost.length > 0) faults.push(`${lost.length} accepted events are lost`)
if (twice.length + strange.length > 0) faults.push(`${twice.length} events twice, ${strange.length} never sent`)

// The same events, taken in by a store that nobody was killed in, must make the same sessions.
const other = join(home, 'other')
mkdirSync(join(other, '.git'), { recursive: true })
cpSync(join(repo, '.git'), join(other, '.git'), { recursive: true })
for (const folder of folders) {
  mkdirSync(join(other, '.ses-logs', folder), { recursive: true, mode: 0o700 })
  cpSync(join(logs, folder, 'events.jsonl'), join(other, '.ses-logs', folder, 'events.jsonl'))
}
await finish(other)
let same = 0
for (const folder of folders) {
  const [a, b] = [logs, join(other, '.ses-logs')].map((place) => {
    const path = join(place, folder, 'summary.json')
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined
  })
  if (a === b) same += 1
  else faults.push(`${folder}: its summary is not the one of an undisturbed store`)
}
const listed = JSON.parse((await ses(['list', '--json', '--limit', '1000'])).stdout).sessions.length
if (listed !== folders.length) faults.push(`${listed} of ${folders.length} sessions are listed`)
const told = JSON.parse((await ses(['doctor', '--json'])).stdout)
for (const { severity, title } of told.problems) if (severity === 'problem') faults.push(`doctor: ${title}`)
const warnings = told.problems.map((/** @type {any} */ problem) => problem.title)
process.stdout.write(
  `${rounds} rounds: ${sent.size} hook calls, ${killed} killed, ${accepted.size} accepted, ${found.size} recorded, ${broken} broken lines\n` +
    `${sweeps} sweeps, ${sweepsKilled} killed; ${same} of ${folders.length} sessions as in an undisturbed store\n` +
    `doctor: ${told.healthy ? 'healthy' : 'problems'}${warnings.length > 0 ? `; ${warnings.join('; ')}` : ''}\n`,
)
for (const fault of faults) process.stdout.write(`✗ ${fault}\n`)
if (process.env['SES_E2E_KEEP'] === undefined) rmSync(home, { recursive: true, force: true })
else process.stdout.write(`kept: ${home}\n`)
process.exit(faults.length === 0 ? 0 : 1)
