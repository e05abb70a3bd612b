import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** What a process took. @typedef {{ cpuSeconds: number, wallSeconds: number, peakMegabytes: number }} Measured */

/** Runs node in a folder with a home of its own there. @param {readonly string[]} args @param {string} folder @returns {Measured} */
export function runMeasured(args, folder) {
  const hook = new URL('report-peak.mjs', import.meta.url).href
  const env = { PATH: process.env['PATH'], HOME: folder, SES_HOME: join(folder, '.ses') }
  const started = process.hrtime.bigint()
  const { stderr, status } = spawnSync(process.execPath, ['--import', hook, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 64_000_000,
  })
  const wallSeconds = Number(process.hrtime.bigint() - started) / 1e9
  const [, peak] = /peak (\d+)/.exec(stderr) ?? []
  const [, cpu] = /cpu (\d+)/.exec(stderr) ?? []
  if (status !== 0 || peak === undefined || cpu === undefined)
    throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr.slice(0, 500)}`)
  return { cpuSeconds: Number(cpu) / 1e6, wallSeconds, peakMegabytes: Number(peak) / 1024 }
}
