import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../scripts/workspace.mjs'
import { generateSession } from './generate-session.mjs'
import { runMeasured } from './run-measured.mjs'

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
  const { peakMegabytes: bare } = runMeasured(['-e', '0'], folder)
  const args = [join(root, 'apps/cli/dist/bin.cjs'), 'reflect', '--json', path]
  const { peakMegabytes: peak, wallSeconds: seconds } = runMeasured(args, folder)
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
