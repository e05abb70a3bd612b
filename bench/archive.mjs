import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../scripts/workspace.mjs'
import { generateSession } from './generate-session.mjs'
import { times } from './measure.mjs'
import { runMeasured } from './run-measured.mjs'

const LARGE = 200_000_000
const HUGE = 1_000_000_000
const ROUNDS = 3

/**
 * `ses archive` of one large transcript, mask, hash and gzip together, against `JSON.parse` of its lines and gzip of its bytes in a
 * process of their own each; and its memory on a file of 1 GB. Text: SES_CORPUS repeated, else generated.
 */
export async function archive() {
  const folder = mkdtempSync(join(tmpdir(), 'ses-bench-'))
  try {
    const path = join(folder, 'large.jsonl')
    const bytes = writeTranscript(path, LARGE)
    const megabytes = bytes / 1e6
    const floors = new URL('archive-floors.mjs', import.meta.url).pathname
    /** @param {readonly string[]} args */
    const node = (args) => runMeasured(args, folder)
    const bare = node(['-e', '0'])
    /** @param {readonly string[]} args */
    const best = (args) => {
      const runs = Array.from({ length: ROUNDS }, () => {
        rmSync(join(folder, '.ses/archive'), { recursive: true, force: true })
        return node(args)
      })
      const cpu = Math.min(...runs.map((run) => run.cpuSeconds)) - bare.cpuSeconds
      const wall = Math.min(...runs.map((run) => run.wallSeconds)) - bare.wallSeconds
      return { cpu, wall }
    }
    const parse = best([floors, 'parse', path])
    const gzip = best([floors, 'gzip', path])
    const ses = join(root, 'apps/cli/dist/bin.cjs')
    const ours = best([ses, 'archive', path])
    const packed = archivedBytes(join(folder, '.ses/archive'))
    rmSync(path)
    const huge = join(folder, 'huge.jsonl')
    const hugeBytes = writeTranscript(huge, HUGE)
    const long = node([ses, 'archive', '--out', 'huge-archive', huge])
    /** @param {number} seconds @param {number} [size] */
    const speed = (seconds, size = megabytes) => `${(size / seconds).toFixed(0)} MB/s`
    return [
      {
        what: `floor: JSON.parse of every line of ${megabytes.toFixed(0)} MB`,
        value: speed(parse.cpu),
        against: `of CPU, best of ${ROUNDS}; ${from()}`,
      },
      { what: 'floor: gzip -1 of the same, one thread', value: speed(gzip.cpu), against: 'of CPU' },
      {
        what: 'ses archive: mask, hash, gzip and write',
        value: speed(ours.wall),
        against: `wall; ${times(ours.wall / gzip.wall)} of gzip's, ${times(ours.wall / parse.wall)} of JSON.parse's`,
        target: '≥ 60 MB/s',
      },
      {
        what: 'the same, CPU of all threads',
        value: speed(ours.cpu),
        against: `${times(ours.cpu / (parse.cpu + gzip.cpu))} of both floors together`,
      },
      {
        what: 'archive as against transcript',
        value: `${((packed / bytes) * 100).toFixed(1)} %`,
        against: 'of its size',
      },
      {
        what: `peak memory for ${(hugeBytes / 1e6).toFixed(0)} MB`,
        value: `${long.peakMegabytes.toFixed(0)} MB`,
        against: `bare node ${bare.peakMegabytes.toFixed(0)} MB; ${speed(long.wallSeconds, hugeBytes / 1e6)}`,
        target: '≤ 300 MB',
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function from() {
  return process.env['SES_CORPUS'] === undefined ? 'generated' : 'SES_CORPUS, repeated'
}

/** Writes a transcript of at least that size. Returns its bytes. @param {string} path @param {number} bytes */
function writeTranscript(path, bytes) {
  const file = openSync(path, 'w')
  const corpus = process.env['SES_CORPUS']
  if (corpus === undefined) {
    let batch = ''
    for (const line of generateSession({ bytes })) {
      batch += line
      if (batch.length < 4_000_000) continue
      writeSync(file, batch)
      batch = ''
    }
    writeSync(file, batch)
  } else {
    const text = Buffer.concat(transcriptsOf(join(corpus, 'claude')))
    for (let left = bytes; left > 0; left -= text.length) writeSync(file, text)
  }
  closeSync(file)
  return statSync(path).size
}

/** @param {string} folder */
function transcriptsOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith('.jsonl'))
    .map((path) => readFileSync(path))
    .filter((bytes) => bytes.at(-1) === 10)
}

/** @param {string} folder */
function archivedBytes(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.gz'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
}
