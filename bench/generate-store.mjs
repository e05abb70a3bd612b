import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const WORDS =
  'fix the login timeout when a token expires add tests for parser refactor build pipeline handle empty input migrate users table rename config key cache results of query slow path retry request'.split(
    ' ',
  )
const TYPES = ['bugfix', 'feature', 'refactor', 'test', 'docs']
const GRADES = /** @type {const} */ ([
  ['A', 92],
  ['B', 80],
  ['C', 66],
  ['D', 50],
])

const FINDING = {
  id: 'retry_loop',
  severity: 'warning',
  title: 'Retries',
  events: [],
  waste: { tokens: 1, cost_usd: 0, ms: 1 },
  advice: 'Look first.',
  detail: 'three times',
}

/**
 * Writes the folders of many sessions as `ses` leaves them, without its index and without waiting for the disk.
 * @param {string} directory @param {number} sessions @param {number} textBytes of all search texts together
 */
export function generateStore(directory, sessions, textBytes) {
  let seed = 7
  const random = (/** @type {number} */ below) => {
    // Marsaglia's xorshift: a linear generator loses bits in floating point and repeats itself after a few words.
    seed ^= seed << 13
    seed ^= seed >>> 17
    seed ^= seed << 5
    return (seed >>> 0) % below
  }
  const words = (/** @type {number} */ number) =>
    Array.from({ length: number }, () => WORDS[random(WORDS.length)]).join(' ')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const perSession = Math.floor(textBytes / sessions)
  for (let index = 0; index < sessions; index++) {
    const id = `${index.toString(16).padStart(8, '0')}-1111-4111-8111-${String(random(1e9)).padStart(12, '0')}`
    const start = new Date(Date.UTC(2026, 0, 1) + index * 600_000)
    const folder = join(directory, id)
    mkdirSync(folder, { mode: 0o700 })
    const summary = summaryOf({ id, start, intent: words(8), random })
    const head = { schema_version: 1, session_id: id, agent: 'claude-code', ended_at: summary.session.end }
    const transcript = { path: `/t/${id}.jsonl`, bytes: 1, fingerprint: `${index}` }
    const metadata = { ...head, transcript, other_transcripts: [], rule_set: 'rules', ses_version: '0' }
    const options = { mode: 0o600 }
    writeFileSync(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`, options)
    writeFileSync(join(folder, 'metadata.json'), `${JSON.stringify(metadata, null, 2)}\n`, options)
    writeFileSync(join(folder, 'search.txt'), textOf(perSession, words), options)
  }
}

/** @param {number} bytes @param {(number: number) => string} words */
function textOf(bytes, words) {
  const pieces = []
  for (let length = 0, turn = 1; length < bytes; turn++) {
    const piece = `\u001e${turn % 3 === 0 ? 'p' : 'r'}${turn}\u001f${words(60)}`
    pieces.push(piece)
    length += piece.length + 1
  }
  return `${pieces.join('\n')}\n`
}

/** @param {{ id: string, start: Date, intent: string, random: (below: number) => number }} facts */
function summaryOf({ id, start, intent, random }) {
  const [letter, score] = GRADES[random(GRADES.length)] ?? ['B', 80]
  const paths = Array.from({ length: 1 + random(8) }, () => `src/area-${random(40)}/file-${random(200)}.ts`)
  return {
    version: '2.0',
    session: {
      id,
      agent: ['claude-code', 'codex', 'gemini-cli'][random(3)],
      start: start.toISOString(),
      end: new Date(+start + 300_000).toISOString(),
      duration_minutes: 5,
      type: TYPES[random(TYPES.length)],
      intent,
      risk: ['low', 'medium', 'high'][random(3)],
      summary: intent,
      title: null,
      agent_version: null,
      git_branch: null,
      git_commit: null,
      forked_from: null,
      outcome: { state: 'completed', confidence: 1 },
      follow_ups: [],
      commits: [],
      turns: 1,
      models: ['model-1'],
      cwd: '/home/user/project',
      tool_calls: random(80),
    },
    changes: {
      files: paths.map((path) => ({ path, category: 'source', operations: ['edit'] })),
      summary: { source: paths.length },
    },
    activity: { tools: { Read: 3, Edit: 2 }, commands: { test: ['npm test'] }, errors: [] },
    review_hints: {
      tests_run: true,
      build_verified: false,
      files_without_tests: [],
      large_change: false,
      config_changed: false,
      migration_added: false,
    },
    prompts: [{ time: start.toISOString(), text: intent }],
    scope: [],
    usage: { cost_usd: random(500) / 100, by_model: [], unpriced: [], output_tokens: 1, input_tokens: 1 },
    grade: { score, letter, process: 0, outcome: 0, penalties: [], bonuses: [] },
    findings: random(3) === 0 ? [FINDING] : [],
  }
}
