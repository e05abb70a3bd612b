import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseTranscript } from '@ses/agents'
import { digestSession } from '@ses/classifier'
import { analyzeSession } from '@ses/core'
import { grade, inspectSession, opportunitiesOf } from '@ses/patterns'
import { priceSession } from '@ses/pricing'
import { createMasker } from '@ses/secrets'
import { generateSession } from './generate-session.mjs'
import { cpuMs, times } from './measure.mjs'

const ROUNDS = 3

/** Reading, masking and analysing, against `JSON.parse` of the same lines. Corpus: SES_CORPUS, else generated sessions. */
export async function throughput() {
  const corpus = process.env['SES_CORPUS']
  const files = corpus === undefined ? generated() : fromFolder(corpus)
  const bytes = files.reduce((sum, file) => sum + file.length, 0)
  const megabytes = bytes / 1e6
  const masker = createMasker()
  const leaves = files.flatMap(stringLeaves)
  const leafMegabytes = leaves.reduce((sum, leaf) => sum + leaf.length, 0) / 1e6
  const sessions = files.map((file) => parseTranscript(file).value)
  /** @type {Record<string, () => unknown>} */
  const jobs = {
    floor: () => files.map(parseLines),
    parse: () => files.map((file) => parseTranscript(file)),
    literals: () => leaves.map((leaf) => countLiterals(leaf)),
    mask: () => leaves.map((leaf) => masker.mask(leaf)),
    engines: () => sessions.map(runEngines),
    analyse: async () => {
      for (const file of files) await analyzeSession(file, { masker })
    },
  }
  /** @type {Record<string, number>} */
  const best = {}
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, job] of Object.entries(jobs)) {
      const started = cpuMs()
      await job()
      best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, cpuMs() - started)
    }
  }
  const { floor = 1, parse = 1, literals = 1, mask = 1, engines = 1, analyse = 1 } = best
  /** @param {number} ms @param {number} size */
  const speed = (ms, size) => `${((size / ms) * 1000).toFixed(0)} MB/s`
  const from = corpus === undefined ? 'generated' : 'SES_CORPUS'
  return [
    {
      what: 'floor: decode and JSON.parse of every line',
      value: speed(floor, megabytes),
      against: `${megabytes.toFixed(0)} MB, ${from}, best of ${ROUNDS}`,
    },
    { what: 'parseTranscript', value: speed(parse, megabytes), against: `${times(parse / floor)} of the floor's time` },
    {
      what: 'mask of all texts',
      value: speed(mask, leafMegabytes),
      against: `${leafMegabytes.toFixed(0)} MB of text; ${times(mask / literals)} of one pass for a dozen literals (${speed(literals, leafMegabytes)})`,
      target: '≥ 100 MB/s',
    },
    {
      what: 'classify, detect, grade and price',
      value: speed(engines, megabytes),
      against: `${times(engines / parse)} of parsing`,
      target: '< 1×',
    },
    {
      what: 'analyzeSession',
      value: speed(analyse, megabytes),
      against: `${times(analyse / floor)} of the floor's time`,
      target: '≥ 60 MB/s',
    },
  ]
}

/** What `analyzeSession` does once a session is parsed. @param {import('@ses/core').Session} session */
function runEngines(session) {
  const { findings } = inspectSession(session)
  const { classification } = digestSession(session)
  grade(findings, opportunitiesOf(session), { outcome: { outcome: classification.outcome.state } })
  return priceSession(session, { lines: false })
}

const LITERALS = /sk-|AKIA|ghp_|xox[bp]-|eyJ|-----BEGIN|:\/\/|password|secret|token|api[_-]key/g

/** The least that any scanner does. @param {string} text */
function countLiterals(text) {
  let count = 0
  LITERALS.lastIndex = 0
  while (LITERALS.test(text)) count += 1
  return count
}

/** @param {Buffer} bytes */
function parseLines(bytes) {
  let rows = 0
  for (let start = 0, end = bytes.indexOf(10); end >= 0; start = end + 1, end = bytes.indexOf(10, start)) {
    try {
      JSON.parse(bytes.toString('utf8', start, end))
      rows += 1
    } catch {
      // A damaged line costs the floor as much as it costs us.
    }
  }
  return rows
}

/** @param {Buffer} bytes @returns {string[]} */
function stringLeaves(bytes) {
  /** @type {string[]} */
  const leaves = []
  /** @param {unknown} value */
  const visit = (value) => {
    if (typeof value === 'string') leaves.push(value)
    else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) visit(item)
  }
  for (const line of bytes.toString('utf8').split('\n')) {
    try {
      visit(JSON.parse(line))
    } catch {
      // Not a row.
    }
  }
  return leaves
}

function generated() {
  return [1, 2, 3].map((seed) => Buffer.from([...generateSession({ bytes: 8_000_000, seed })].join('')))
}

/** @param {string} folder @returns {Buffer[]} */
function fromFolder(folder) {
  return ['claude', 'codex'].flatMap((agent) =>
    readdirSync(join(folder, agent), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, agent, name))
      .filter((path) => path.endsWith('.jsonl') && statSync(path).isFile())
      .map((path) => readFileSync(path)),
  )
}
