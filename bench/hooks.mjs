import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../scripts/workspace.mjs'
import { median, percentile, times } from './measure.mjs'

const ROUNDS = 200
const dist = join(root, 'apps/cli/dist')
const hook = join(dist, 'hook.cjs')

/** What Claude Code says after an edit of a middling file. */
const payload = JSON.stringify({
  session_id: '02a918cf-972a-43e6-8a63-9d0a115089de',
  transcript_path: '/home/dev/.claude/projects/-home-dev-repo/02a918cf-972a-43e6-8a63-9d0a115089de.jsonl',
  cwd: '/nowhere/repo',
  prompt_id: 'd07f0dc0-b654-441b-b1e6-ea2a11be6c60',
  permission_mode: 'acceptEdits',
  effort: { level: 'high' },
  hook_event_name: 'PostToolUse',
  tool_name: 'Edit',
  tool_input: { file_path: '/nowhere/repo/src/sum.js', old_string: 'let i = 1', new_string: 'let i = 0' },
  tool_response: {
    filePath: '/nowhere/repo/src/sum.js',
    oldString: 'let i = 1',
    newString: 'let i = 0',
    originalFile: Array.from({ length: 120 }, (_, line) => `  total += values[${line}] // line ${line}`).join('\n'),
    structuredPatch: [{ oldStart: 3, oldLines: 1, newStart: 3, newLines: 1, lines: ['-let i = 1', '+let i = 0'] }],
  },
  tool_use_id: 'toolu_01da4be35967247f8e351c530e',
  duration_ms: 36,
})

/** The hook program, as agents start it, by turns with a bare `node -e 0`. */
export async function hooks() {
  const home = mkdtempSync(join(tmpdir(), 'ses-bench-'))
  const project = join(home, 'project')
  mkdirSync(join(project, '.git'), { recursive: true })
  writeFileSync(join(project, '.git/HEAD'), 'ref: refs/heads/main\n')
  const env = { PATH: process.env['PATH'], HOME: home }
  /** @param {readonly string[]} args */
  const run = (args) => {
    const started = process.hrtime.bigint()
    const { status } = spawnSync(process.execPath, args, { cwd: project, env, input: payload })
    if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`)
    return Number(process.hrtime.bigint() - started) / 1e6
  }
  /** @type {Record<string, readonly string[]>} */
  const commands = {
    PostToolUse: [hook, 'PostToolUse', '--agent', 'claude-code'],
    'PostToolUse by bin.cjs log': [join(dist, 'bin.cjs'), 'log', 'PostToolUse', '--agent', 'claude-code'],
    'SessionEnd, which starts the worker': [hook, 'SessionEnd', '--agent', 'claude-code'],
  }
  /** @type {Record<string, number[]>} */
  const taken = { floor: [], ...Object.fromEntries(Object.keys(commands).map((name) => [name, []])) }
  for (const args of Object.values(commands)) run(args)
  for (let round = 0; round < ROUNDS; round++) {
    taken['floor']?.push(run(['-e', '0']))
    for (const [name, args] of Object.entries(commands)) {
      if (!name.startsWith('SessionEnd') || round % 10 === 0) taken[name]?.push(run(args))
    }
  }
  const closed = await untilClosed(project, env)
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  const floor = taken['floor'] ?? []
  const sizes = ['hook.cjs', 'hook-main.cjs', 'hook-rules.json'].map((name) => statSync(join(dist, name)).size)
  return [
    ...Object.entries(commands).map(([name]) => ({
      what: name,
      value: times(median(taken[name] ?? []) / median(floor)),
      against: `bare node (p50 of ${taken[name]?.length}; p95 ${times(percentile(taken[name] ?? [], 0.95) / percentile(floor, 0.95))}; floor ${median(floor).toFixed(0)} ms)`,
      ...(name.startsWith('PostToolUse') ? { target: '≤ 1.25×, p95 ≤ 1.6×' } : {}),
    })),
    {
      what: 'pipes closed after exit',
      value: `${closed.toFixed(0)} ms`,
      against: 'nobody else holds them',
      target: '≤ 50 ms',
    },
    {
      what: 'size of the program',
      value: `${sizes.reduce((sum, size) => sum + size) >> 10} KB`,
      against: 'hook.cjs, hook-main.cjs and, where a keyword stands, hook-rules.json',
    },
  ]
}

/** How long after the end of a hook its pipes stay open, while the worker it started goes on. @param {string} cwd @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
function untilClosed(cwd, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [hook, 'SessionEnd', '--agent', 'claude-code'], { cwd, env })
    let exited = 0
    child.on('exit', () => {
      exited = performance.now()
    })
    child.on('close', () => resolve(performance.now() - exited))
    child.stdin.end(payload)
  })
}
