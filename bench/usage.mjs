import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../scripts/workspace.mjs'
import { generateSession } from './generate-session.mjs'
import { median, times } from './measure.mjs'

const ROUNDS = 5
const bin = join(root, 'apps/cli/dist/bin.cjs')

/** `ses usage daily` against `JSON.parse` of every line, and against a bare node. Files: SES_CORPUS, else generated sessions. */
export async function usage() {
  const home = mkdtempSync(join(tmpdir(), 'ses-bench-'))
  const corpus = process.env['SES_CORPUS'] ?? generate(join(home, 'transcripts'))
  const paths = transcriptsBelow(corpus)
  const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0)
  const user = join(home, '.ses')
  const env = { PATH: process.env['PATH'], HOME: home, SES_HOME: user }
  const floor = join(home, 'floor.mjs')
  const list = join(home, 'list.json')
  writeFileSync(floor, FLOOR)
  writeFileSync(list, JSON.stringify(paths))
  /** @param {readonly string[]} args @param {string} [input] */
  const run = (args, input = '') => {
    const started = process.hrtime.bigint()
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: home, env, encoding: 'utf8', input })
    const ms = Number(process.hrtime.bigint() - started) / 1e6
    if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`)
    return { ms, stdout }
  }
  const daily = [bin, 'usage', 'daily', '--from', corpus, '--json']
  const status = JSON.stringify({ model: { display_name: 'Opus' }, cost: { total_cost_usd: 1 }, cwd: home })
  /** @type {Record<'bare' | 'floor' | 'cold' | 'warm' | 'line', number[]>} */
  const taken = { bare: [], floor: [], cold: [], warm: [], line: [] }
  for (let round = 0; round < ROUNDS; round++) {
    taken.floor.push(Number(run([floor, list]).stdout))
    rmSync(user, { recursive: true, force: true })
    taken.cold.push(run(daily).ms)
    // The status line has the day's sum looked up in the background when there is none: not while something is measured.
    run([bin, 'usage', '--json'])
    for (let again = 0; again < 4; again++) {
      taken.bare.push(run(['-e', '0']).ms)
      const { ms, stdout } = run(daily)
      const { parsed } = JSON.parse(stdout).scan
      if (parsed !== 0) throw new Error(`the second run parsed ${parsed} files`)
      taken.warm.push(ms)
      taken.line.push(run([bin, 'statusline'], status).ms)
    }
  }
  rmSync(home, { recursive: true, force: true })
  const from = process.env['SES_CORPUS'] === undefined ? 'generated' : 'SES_CORPUS'
  const parse = median(taken.floor)
  const bare = median(taken.bare)
  return [
    {
      what: 'floor: decode and JSON.parse of every line',
      value: `${parse.toFixed(0)} ms`,
      against: `${(bytes / 1e6).toFixed(0)} MB in ${paths.length} files, ${from}, one thread, without node's start`,
    },
    {
      what: 'ses usage daily, cold',
      value: times(median(taken.cold) / parse),
      against: `the floor (${median(taken.cold).toFixed(0)} ms, node's start included)`,
      target: '≤ 2×',
    },
    {
      what: 'ses usage daily, nothing changed',
      value: times(median(taken.warm) / bare),
      against: `bare node (${median(taken.warm).toFixed(0)} ms, ${bare.toFixed(0)} ms)`,
      target: '≤ 3×',
    },
    {
      what: 'ses statusline',
      value: times(median(taken.line) / bare),
      against: `bare node (${median(taken.line).toFixed(0)} ms)`,
      target: '≤ 1.5×',
    },
  ]
}

/** Files of JSON Lines line by line, other files as the one document they are. */
const FLOOR = `
import { readFileSync } from 'node:fs'
const paths = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const started = performance.now()
for (const path of paths) {
  const bytes = readFileSync(path)
  if (path.endsWith('.json')) {
    parse(bytes.toString('utf8'))
    continue
  }
  let start = 0
  for (let end = bytes.indexOf(10); end >= 0; start = end + 1, end = bytes.indexOf(10, start)) {
    parse(bytes.toString('utf8', start, end))
  }
  if (start < bytes.length) parse(bytes.toString('utf8', start))
}
process.stdout.write(String(performance.now() - started))
function parse(text) {
  try {
    JSON.parse(text)
  } catch {}
}
`

/** @param {string} folder @returns {string[]} */
function transcriptsBelow(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => /\.jsonl?$/.test(path) && !path.endsWith('.meta.json') && statSync(path).isFile())
}

/** @param {string} folder */
function generate(folder) {
  mkdirSync(folder, { recursive: true })
  for (let seed = 1; seed <= 8; seed++) {
    const id = `${String(seed).padStart(8, '0')}-1111-4111-8111-111111111111`
    writeFileSync(join(folder, `${id}.jsonl`), [...generateSession({ bytes: 6_000_000, seed })].join(''))
  }
  return folder
}
