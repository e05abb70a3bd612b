import { spawn, spawnSync } from 'node:child_process'
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Agents run as this user: some refuse to work without asking as root. */
const UID = 4242

/**
 * Runs one agent through one scenario, in a home and a repository of their own, with hooks that `ses enable` registers, or without.
 *
 * @typedef {{ ms: number, rc: number | string, stdout: string, stderr: string }} Step
 * @typedef {{ url: string, received: { event: string, payload: any }[] }} Receiver
 * @typedef {object} Setup
 * @property {any} adapter of the harness: how the agent is configured and called
 * @property {string} agent id in `ses`
 * @property {any} scenario
 * @property {boolean} hooked
 * @property {string} place folder for all that this run writes
 * @property {string} node folder of the Node that agents run on
 * @property {string} bin program of `ses`
 * @property {(options: object) => Promise<any>} startServer the scripted model
 * @property {Receiver} receiver of webhooks
 * @property {number} timeoutMs of one step
 *
 * @param {Setup} setup
 */
export async function runAgent(setup) {
  const { adapter, agent, scenario, hooked, place, node, startServer, receiver } = setup
  const home = join(place, 'home')
  const repo = join(home, 'work', 'repo')
  const logs = join(place, 'model')
  for (const folder of [join(home, 'tmp'), repo, logs]) mkdirSync(folder, { recursive: true })
  writeRepository(repo, home, scenario.files)
  const turns = scenario.steps.flatMap((/** @type {any} */ step) => step.turns ?? [])
  const server = await startServer({ scenario: { turns }, cwd: repo, logDir: logs })
  const url = `http://127.0.0.1:${server.port}`
  const noHooks = join(place, 'harness-hooks.jsonl')
  writeFileSync(noHooks, '')
  const context = {
    root: '',
    home,
    repo,
    url,
    port: server.port,
    hook: () => null,
    hookLog: noHooks,
    scenario,
    here: '',
  }
  adapter.setup(context)
  mkdirSync(join(home, '.ses'), { mode: 0o700 })
  const config = { webhooks: { url: receiver.url, retry: 2 } }
  writeFileSync(join(home, '.ses/config.json'), JSON.stringify(config), { mode: 0o600 })
  spawnSync('chown', ['-R', `${UID}:${UID}`, place])
  const env = {
    PATH: `${node}:/usr/local/bin:/usr/bin:/bin`,
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    USER: 'harness',
    SHELL: '/bin/bash',
    NO_COLOR: '1',
    // `copilot -p` leaves the hooks of a repository out unless it is told.
    ...(agent === 'copilot-cli' ? { GITHUB_COPILOT_PROMPT_MODE_REPO_HOOKS: 'true' } : {}),
    ...adapter.env(context),
  }
  /** @type {(command: string, args: readonly string[]) => [string, string[]]} */
  const boxed = (command, args) => [
    'setpriv',
    [
      `--reuid=${UID}`,
      `--regid=${UID}`,
      '--clear-groups',
      '--no-new-privs',
      'env',
      '-i',
      ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
      command,
      ...args,
    ],
  ]
  /** @type {(...args: string[]) => Promise<{ rc: number | null, stdout: string, stderr: string }>} */
  const ses = (...args) => output(boxed(process.execPath, [setup.bin, ...args]), repo)
  const enabled = hooked ? await ses('enable', agent, '--json') : undefined
  for (const args of adapter.pre?.(context) ?? []) {
    spawnSync(...boxed(adapter.bin, args), { cwd: repo, timeout: 60_000, stdio: 'ignore' })
  }
  /** @type {Step[]} */
  const steps = []
  let turn = 0
  for (const [index, step] of scenario.steps.entries()) {
    server.goto(turn)
    turn += (step.turns ?? []).length
    const args = adapter.args({
      ...context,
      step,
      prompt: step.prompts?.[setup.adapter.key] ?? step.prompt,
      resume: step.resume === true,
      lastSession: index > 0 ? adapter.lastSession?.(context) : undefined,
    })
    const played = async () => {
      while (!linesOf(join(logs, 'requests.jsonl')).some((request) => request.turn === step.signalInTurn))
        await sleep(100)
      await sleep(2500)
    }
    const { signal } = step
    const options = {
      repo,
      place,
      index,
      timeoutMs: setup.timeoutMs,
      ...(signal === undefined ? {} : { signal, played }),
    }
    steps.push(await runStep(boxed(adapter.bin, args), options))
  }
  server.close()
  return { home, repo, steps, ses, enabled, requests: linesOf(join(logs, 'requests.jsonl')) }
}

/** @typedef {Awaited<ReturnType<typeof runAgent>>} AgentRun */

/**
 * What a program printed.
 *
 * @param {[string, string[]]} command
 * @param {string} cwd
 * @returns {Promise<{ rc: number | null, stdout: string, stderr: string }>}
 */
async function output([command, args], cwd) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const texts = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    texts.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    texts.stderr += text
  })
  const rc = await new Promise((resolve) => child.on('close', resolve))
  return { rc, ...texts }
}

/**
 * @param {[string, string[]]} command
 * @param {{ repo: string, place: string, index: number, timeoutMs: number, signal?: NodeJS.Signals, played?: () => Promise<void> }} options
 * @returns {Promise<Step>}
 */
async function runStep([command, args], { repo, place, index, timeoutMs, signal, played }) {
  const paths = ['stdout', 'stderr'].map((name) => join(place, `step${index + 1}.${name}`))
  const [out = 0, err = 0] = paths.map((path) => openSync(path, 'w'))
  const start = performance.now()
  const child = spawn(command, args, { cwd: repo, stdio: ['ignore', out, err], detached: true })
  /** @param {NodeJS.Signals} name */
  const kill = (name) => {
    try {
      // The whole group, as Ctrl-C in a terminal does: the hook at work, too.
      process.kill(-(child.pid ?? 0), name)
    } catch {
      // It has ended.
    }
  }
  const timers = [setTimeout(() => kill('SIGTERM'), timeoutMs), setTimeout(() => kill('SIGKILL'), timeoutMs + 3000)]
  const ended = new Promise((resolve) => child.on('exit', (code, by) => resolve(by ?? code)))
  if (signal !== undefined) void played?.().then(() => kill(signal))
  const rc = /** @type {number | string} */ (await ended)
  const ms = performance.now() - start
  for (const timer of timers) clearTimeout(timer)
  for (const file of [out, err]) closeSync(file)
  const [stdout = '', stderr = ''] = paths.map((path) => readFileSync(path, 'utf8'))
  return { ms, rc, stdout, stderr }
}

/**
 * @param {string} repo
 * @param {string} home
 * @param {Record<string, string | { times: number, repeat: string }>} files
 */
function writeRepository(repo, home, files) {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(repo, name)), { recursive: true })
    const text =
      typeof content === 'string'
        ? content
        : Array.from({ length: content.times }, (_, at) => content.repeat.replaceAll('%', String(at))).join('')
    writeFileSync(join(repo, name), text)
  }
  const user = ['-c', 'user.name=Harness', '-c', 'user.email=harness@example.invalid']
  const options = { cwd: repo, stdio: 'ignore', env: { PATH: process.env['PATH'], HOME: home } }
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    [...user, 'commit', '-qm', 'seed'],
  ]) {
    spawnSync('git', args, /** @type {any} */ (options))
  }
  writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Harness\n\temail = harness@example.invalid\n')
}

/**
 * @param {string} path
 * @returns {any[]}
 */
function linesOf(path) {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

/**
 * Copies the built program, so that a build meanwhile does not disturb.
 *
 * @param {string} cli
 * @param {string} place
 */
export function stageCli(cli, place) {
  const stage = join(place, 'cli')
  mkdirSync(stage, { recursive: true })
  for (const name of ['package.json', 'dist']) cpSync(join(cli, name), join(stage, name), { recursive: true })
  spawnSync('ln', ['-s', join(cli, 'node_modules'), join(stage, 'node_modules')])
  spawnSync('chmod', ['-R', 'a+rX', place])
  return join(stage, 'dist/bin.cjs')
}
