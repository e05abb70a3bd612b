import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../scripts/workspace.mjs'
import { generateSession } from './generate-session.mjs'

const BYTES = 500_000_000

/** Peak memory of `ses reflect --json` on a generated session of 500 MB, against that of a bare node. */
export async function memory() {
  const folder = mkdtempSync(join(tmpdir(), 'ses-bench-'))
  const path = join(folder, 'huge.jsonl')
  const file = openSync(path, 'w')
  let batch = ''
  for (const line of generateSession({ bytes: BYTES })) {
    batch += line
    if (batch.length < 4_000_000) continue
    writeSync(file, batch)
    batch = ''
  }
  writeSync(file, batch)
  closeSync(file)
  const size = statSync(path).size
  const bare = peakMegabytes(['-e', '0'], folder)
  const started = process.hrtime.bigint()
  const peak = peakMegabytes([join(root, 'apps/cli/dist/bin.js'), 'reflect', '--json', path], folder)
  const seconds = Number(process.hrtime.bigint() - started) / 1e9
  rmSync(folder, { recursive: true, force: true })
  const what = `ses reflect of a ${(size / 1e6).toFixed(0)} MB session`
  return [
    {
      what,
      value: `${peak.toFixed(0)} MB`,
      against: `peak resident size; bare node ${bare.toFixed(0)} MB`,
      target: '≤ 400 MB',
    },
    {
      what: 'the same, wall time',
      value: `${seconds.toFixed(1)} s`,
      against: `${(size / 1e6 / seconds).toFixed(0)} MB/s`,
    },
  ]
}

/** Peak resident set of a node process, as the kernel counted it. @param {readonly string[]} args @param {string} cwd */
function peakMegabytes(args, cwd) {
  const hook = new URL('report-peak.mjs', import.meta.url).href
  const env = { PATH: process.env['PATH'], HOME: cwd, SES_HOME: join(cwd, '.ses') }
  const { stderr, status } = spawnSync(process.execPath, ['--import', hook, ...args], {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 64_000_000,
  })
  const peak = /peak (\d+)/.exec(stderr)?.[1]
  if (status !== 0 || peak === undefined)
    throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr.slice(0, 500)}`)
  return Number(peak) / 1024
}
