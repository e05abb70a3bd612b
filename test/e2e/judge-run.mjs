import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** Files of the repository that each scenario leaves changed; others leave none. */
const CHANGED = { 'fix-bug': ['src/sum.js'], 'multi-turn': ['src/sum.js'], secrets: ['config/app.env'] }
/** Calls that the agent itself reports as failed; where agents differ, nothing is expected. */
const ERRORS = { 'fix-bug': 1, resume: 1 }

/**
 * Holds what `ses` recorded of a run against what the scripted model was asked and has answered. Returns what does not hold, one
 * sentence each, and what was seen.
 *
 * @param {import('./agent-run.mjs').AgentRun} run
 * @param {object} expected
 * @param {string} expected.key name of the agent in the harness
 * @param {string} expected.agent id of it in `ses`
 * @param {any} expected.scenario
 * @param {readonly { event: string, payload: any }[]} expected.received webhooks
 * @param {Record<string, string>} expected.secrets what must lie nowhere
 * @param {any} expected.usage totals of `ses usage`, which reads the transcripts and books copies of a response once
 */
export function judge(run, { key, agent, scenario, received, secrets, usage: booked }) {
  /** @type {string[]} */
  const faults = []
  /** @param {boolean} holds @param {string} otherwise */
  const hold = (holds, otherwise) => {
    if (!holds) faults.push(otherwise)
  }
  const logs = join(run.repo, '.ses-logs')
  const { name, steps } = scenario
  const sessions = foldersOf(logs).map((folder) => ({
    summary: JSON.parse(readFileSync(join(logs, folder, 'summary.json'), 'utf8')),
    state: JSON.parse(readFileSync(join(logs, folder, 'state.json'), 'utf8')),
  }))
  hold(sessions.length === (name === 'fork' ? 2 : 1), `${sessions.length} sessions`)
  hold(
    sessions.every(({ summary }) => summary.session.agent === agent),
    'a session of another agent',
  )

  const asked = steps.map((/** @type {any} */ step) => step.prompts?.[key] ?? step.prompt)
  const prompts = [...new Set(sessions.flatMap(({ summary }) => summary.prompts.map((/** @type {any} */ p) => p.text)))]
  for (const prompt of asked.filter((/** @type {string} */ text) => !text.startsWith('/') && name !== 'secrets')) {
    hold(prompts.includes(prompt), `no prompt ${JSON.stringify(prompt)}, but ${JSON.stringify(prompts).slice(0, 200)}`)
  }

  // A call that the server scripts for an agent that has no such tool is answered by text.
  const played = run.requests.filter(({ kind, error }) => (kind === 'main' || kind === 'sub') && error === undefined)
  const own = played.filter(({ kind }) => kind === 'main')
  const calls =
    new Set(own.map(({ turn }) => turn)).size === own.length ? own.flatMap((r) => r.calls ?? []).length : null
  const tools = sessions.reduce((sum, { summary }) => sum + total(summary.activity.tools), 0)
  // Gemini CLI writes a call down when it has ended, Codex in code mode when its result is known: one that was cut off is in the transcript never.
  const isStopped = steps.some((/** @type {any} */ step) => step.signal !== undefined)
  const cut = isStopped && (key === 'gemini' || key === 'codex-codemode') ? 1 : 0
  if (name !== 'fork' && name !== 'subagent' && calls !== null) {
    hold(tools <= calls && tools >= calls - cut, `${tools} tool calls for ${calls}`)
  }

  const changed = CHANGED[/** @type {keyof typeof CHANGED} */ (name)] ?? []
  const files = [...new Set(sessions.flatMap(({ summary }) => editedOf(summary)))]
  for (const path of changed)
    hold(files.includes(path), `${path} was not seen to change, but ${files.join(', ') || 'nothing'}`)
  const errors = sessions.reduce((sum, { summary }) => sum + summary.activity.errors.length, 0)
  const expectedErrors = ERRORS[/** @type {keyof typeof ERRORS} */ (name)]
  if (expectedErrors !== undefined) hold(errors >= expectedErrors, `${errors} errors for ${expectedErrors}`)

  const model = sumOf(played.map(({ usage }) => usage))
  const told = sumOf(sessions.map(({ summary: { usage } }) => usageOf(usage)))
  const expected = { ...model, cacheWrite: key.startsWith('claude') ? model.cacheWrite : 0 }
  // A summary of the conversation is a response, too, and every agent books it in its own way.
  if (name !== 'auto-compact' && name !== 'multi-turn') {
    const must = JSON.stringify(expected)
    const is = JSON.stringify(told)
    // OpenCode writes tokens down when the calls of their response have ended: of one that was cut off its hooks tell, or nothing does.
    const unwritten = key === 'opencode' && isStopped
    // A fork that begins with a copy of another session has had its responses, too.
    if (name !== 'fork' && !(unwritten && told.output === 0)) hold(is === must, `usage ${is}, not ${must}`)
    const all = JSON.stringify(usageOf(booked))
    if (!unwritten) hold(all === must, `ses usage ${all}, not ${must}`)
  }

  const ended = received.filter(({ event }) => event === 'session.ended').length
  const [least, most] = name === 'fork' ? [2, 2] : [1, steps.length]
  hold(ended >= least && ended <= most, `${ended} session.ended`)
  hold(
    sessions.every(({ state }) => state.status === 'finalised'),
    'a session that is not finalised',
  )
  for (const { stdout } of run.steps) hold(!/hook\.cjs|\bses: /.test(stdout), 'something of ses on the agent’s stdout')
  for (const output of run.steps.flatMap(({ stdout }) => hookOutputs(stdout)))
    hold(output === '', `a hook printed ${output}`)
  if (name === 'secrets') faults.push(...leaksOf([logs, join(run.home, '.ses')], secrets))
  const hooks = sessions.reduce((sum, { state }) => sum + total(state.events.hooks), 0)
  return { faults, tools, files, errors, usage: told, ended, hooks, prompts: prompts.length, sessions: sessions.length }
}

/** @typedef {ReturnType<typeof judge>} Judgement */

/** @param {string} logs */
function foldersOf(logs) {
  if (!existsSync(logs)) return []
  return readdirSync(logs).filter((name) => existsSync(join(logs, name, 'summary.json')))
}

/** @param {any} summary @returns {string[]} */
function editedOf(summary) {
  return summary.changes.files
    .filter((/** @type {any} */ file) =>
      file.operations.some((/** @type {string} */ operation) => operation !== 'read'),
    )
    .map((/** @type {any} */ file) => file.path)
}

/** @param {Record<string, number>} counts */
function total(counts) {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** @typedef {{ input: number, output: number, cacheRead: number, cacheWrite: number }} Usage */

/** @param {any} usage @returns {Usage} */
function usageOf(usage) {
  return {
    input: usage?.input_tokens ?? 0,
    output: usage?.output_tokens ?? 0,
    cacheRead: usage?.cache_read_tokens ?? 0,
    cacheWrite: usage?.cache_write_tokens ?? 0,
  }
}

/** @param {readonly Usage[]} usages @returns {Usage} */
function sumOf(usages) {
  const sum = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }
  for (const usage of usages) {
    for (const name of /** @type {(keyof Usage)[]} */ (Object.keys(sum))) sum[name] += usage[name]
  }
  return sum
}

/** What Claude Code says that its hooks printed. @param {string} stdout @returns {string[]} */
function hookOutputs(stdout) {
  return stdout.split('\n').flatMap((line) => {
    if (!line.includes('"hook_response"')) return []
    try {
      const { output = '', stdout: out = '', stderr = '' } = JSON.parse(line)
      return [`${output}${out}${stderr}`]
    } catch {
      return []
    }
  })
}

/**
 * Secrets that lie in clear in any file below the folders, unpacked ones too.
 *
 * @param {readonly string[]} folders
 * @param {Record<string, string>} secrets
 */
function leaksOf(folders, secrets) {
  /** @type {string[]} */
  const leaks = []
  for (const path of folders.flatMap(filesBelow)) {
    const bytes = readFileSync(path)
    const texts = [bytes, ...(path.endsWith('.gz') ? [gunzipSync(bytes)] : [])].map((part) => part.toString('latin1'))
    for (const [rule, secret] of Object.entries(secrets)) {
      const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]
      if (texts.some((text) => forms.some((form) => text.includes(form))))
        leaks.push(`the ${rule} secret lies in ${path}`)
    }
  }
  return leaks
}

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}
