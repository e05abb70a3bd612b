import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { patientFs, promptFs } from '@ses/capture'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'
import { runLog } from '../log/run-log.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
let clock = Date.UTC(2026, 2, 10, 9)
const PATH = process.env['PATH'] ?? ''
beforeEach(() => {
  at = createWorkspace()
  mkdirSync(at.path('repo'))
  execFileSync('git', ['init', '-q'], { cwd: at.path('repo'), env: { PATH, HOME: at.root } })
})
afterEach(() => at.remove())

/** A hook call; the worker that it starts writes what it was asked for into a file instead. */
async function hook(name: string, payload: object): Promise<void> {
  clock += 60_000
  const bytes = Buffer.from(
    JSON.stringify({ session_id: 's-1', hook_event_name: name, cwd: at.path('repo'), ...payload }),
  )
  writeFileSync(
    at.path('worker.cjs'),
    `require('fs').appendFileSync(${JSON.stringify(at.path('calls'))}, process.argv.slice(2).join(' ') + '\\n')`,
  )
  await runLog([name, '--agent', 'claude-code'], {
    env: { PATH },
    cwd: at.path('repo'),
    home: at.path('home'),
    now: () => clock,
    stdin: async () => ({ bytes, cut: false, stalled: false }),
    promptFs,
    patientFs,
    node: process.execPath,
    bin: at.path('worker.cjs'),
  })
}
async function calls(count: number): Promise<string[]> {
  const read = (): string[] =>
    existsSync(at.path('calls'))
      ? readFileSync(at.path('calls'), 'utf8')
          .split('\n')
          .filter((line) => line.startsWith('snapshot '))
      : []
  await vi.waitFor(() => expect(read()).toHaveLength(count), { timeout: 20_000, interval: 20 })
  return read()
}

it('hooks have a checkpoint taken at prompts and ends of turns, once a project asks for them', async () => {
  await hook('UserPromptSubmit', { prompt: 'not yet' })
  writeFileSync(at.path('repo/.ses-logs/.checkpoint'), '')
  await hook('UserPromptSubmit', { prompt: 'do it\nin two lines' })
  const [prompt = ''] = await calls(1)
  await hook('PreToolUse', { tool_name: 'Bash', tool_input: { command: 'ls' } })
  await hook('Stop', { agent_id: 'sub-agent' })
  await hook('Stop', {})
  const [, end = ''] = await calls(2)
  const env = { PATH, HOME: at.root }
  writeFileSync(at.path('repo/a.txt'), 'before\n')
  expect(await at.ses(prompt, { cwd: 'repo', env, now: clock })).toMatchObject({ exit: 0, stderr: '' })
  writeFileSync(at.path('repo/a.txt'), 'after\n')
  expect(await at.ses(end, { cwd: 'repo', env, now: clock })).toMatchObject({ exit: 0, stderr: '' })
  const { json } = await at.ses('checkpoints --json', { cwd: 'repo', env, now: clock })
  expect(json()['checkpoints']).toMatchObject([
    { session: 's-1', agent: 'claude-code', kind: 'turn-end', turn: 2, files: 1 },
    { session: 's-1', agent: 'claude-code', kind: 'prompt', turn: 2, prompt: 'do it' },
  ])
})
