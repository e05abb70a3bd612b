import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../scripts/workspace.mjs'
import { median, percentile, times } from './measure.mjs'

const ROUNDS = 40
const bin = join(root, 'apps/cli/dist/bin.cjs')

/** Start-up of the commands people wait for, run by turns with a bare `node -e 0`. */
export async function startup() {
  const home = mkdtempSync(join(tmpdir(), 'ses-bench-'))
  const project = join(home, 'project')
  const example = join(root, 'examples/claude-code-bugfix.jsonl')
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    SES_HOME: join(home, '.ses'),
    SES_LOG_DIR: join(project, '.ses-logs'),
  }
  /** @param {readonly string[]} args */
  const run = (args) => {
    const started = process.hrtime.bigint()
    const { status } = spawnSync(process.execPath, args, { cwd: home, env, stdio: 'ignore' })
    if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`)
    return Number(process.hrtime.bigint() - started) / 1e6
  }
  run([bin, 'import', example])
  const commands = { 'ses --version': [bin, '--version'], 'ses list': [bin, 'list'], 'ses status': [bin, 'status'] }
  /** @type {Record<string, number[]>} */
  const taken = { floor: [], ...Object.fromEntries(Object.keys(commands).map((name) => [name, []])) }
  for (let round = 0; round < ROUNDS; round++) {
    taken['floor']?.push(run(['-e', '0']))
    for (const [name, args] of Object.entries(commands)) taken[name]?.push(run(args))
  }
  rmSync(home, { recursive: true, force: true })
  const floor = taken['floor'] ?? []
  return Object.keys(commands).map((name) => ({
    what: name,
    value: times(median(taken[name] ?? []) / median(floor)),
    against: `bare node (p50 of ${ROUNDS}; p95 ${times(percentile(taken[name] ?? [], 0.95) / percentile(floor, 0.95))})`,
    target: '≤ 2×',
  }))
}
