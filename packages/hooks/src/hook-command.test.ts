import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { agentOfLine, type HookCommand, hookLine, scriptOfLine } from './hook-command.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ses-line-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

// Without a backslash: Node loads no module from a path with one.
const ODD = 'a b\'c"d$e`f;h&(größe)!%'
const shells = ['sh', 'bash', 'zsh', 'dash', 'fish'].filter((name) => spawnSync(name, ['-c', 'true']).status === 0)

/** A hook program that notes what it was called with, in a folder of an odd name. */
function makeHook(): HookCommand {
  const place = join(folder, ODD)
  mkdirSync(place)
  const script = join(place, 'hook.mjs')
  const note = `import { appendFileSync, readFileSync } from 'node:fs'
console.log('never seen'); console.error('never seen')
appendFileSync(${JSON.stringify(join(folder, 'calls'))}, JSON.stringify([...process.argv.slice(2), readFileSync(0, 'utf8')]) + '\\n')`
  writeFileSync(script, note)
  return { bundle: { node: process.execPath, script } }
}

function makeSes(exit: number): string {
  const place = join(folder, 'bin')
  mkdirSync(place)
  const file = join(place, 'ses')
  writeFileSync(file, `#!/bin/sh\necho noise\necho "ses $* $(cat)" >> '${join(folder, 'calls')}'\nexit ${exit}\n`)
  chmodSync(file, 0o755)
  return place
}

const run = (shell: string, line: string, path = '/usr/bin:/bin') =>
  spawnSync(shell, ['-c', line], { input: '{"a":1}', encoding: 'utf8', env: { PATH: path, HOME: folder } })
const calls = () => (existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim() : '')
const silent = { status: 0, stdout: '', stderr: '' }

describe.each(shells)('the line in %s', (shell) => {
  it('starts the bundled program with the payload on stdin, once, in silence', () => {
    const line = hookLine(makeHook(), 'PreToolUse', 'claude-code')
    expect(run(shell, line, `${makeSes(0)}:/usr/bin:/bin`)).toMatchObject(silent)
    expect(calls()).toBe('["PreToolUse","--agent","claude-code","{\\"a\\":1}"]')
  })

  it('falls back to ses on the PATH when the program has gone, and when node has', () => {
    const path = `${makeSes(3)}:/usr/bin:/bin`
    const gone: HookCommand = { bundle: { node: process.execPath, script: join(folder, ODD, 'gone.js') } }
    expect(run(shell, hookLine(gone, 'Stop', 'codex'), path)).toMatchObject(silent)
    const hook = makeHook().bundle?.script as string
    const nodeless: HookCommand = { bundle: { node: join(folder, 'no node'), script: hook } }
    expect(run(shell, hookLine(nodeless, 'Stop', 'codex'), path)).toMatchObject(silent)
    expect(calls()).toBe('ses log Stop --agent codex {"a":1}\nses log Stop --agent codex {"a":1}')
  })

  it('does nothing and exits 0 when everything has gone', () => {
    const gone: HookCommand = { bundle: { node: '/no/node', script: '/no/hook.js' } }
    expect(run(shell, hookLine(gone, 'Stop', 'gemini-cli'))).toMatchObject(silent)
    expect(run(shell, hookLine({}, 'Stop', 'gemini-cli'))).toMatchObject(silent)
  })

  it('exits 0 with its stdin closed', () => {
    const line = hookLine(makeHook(), 'Stop', 'codex')
    expect(spawnSync(shell, ['-c', line], { stdio: ['ignore', 'pipe', 'pipe'] }).status).toBe(0)
    expect(run('sh', `exec <&-; ${line}`)).toMatchObject(silent)
  })
})

describe('the lines', () => {
  const command: HookCommand = { bundle: { node: 'C:\\Program Files\\node.exe', script: "C:\\it's\\hook.js" } }

  it.each(['posix', 'powershell', 'cmd'] as const)('of %s tell whose they are and what they start', (shell) => {
    for (const each of [command, {}]) {
      const line = hookLine(each, 'tool.execute.before', 'qwen-code', shell)
      expect(agentOfLine(line)).toBe('qwen-code')
      expect(scriptOfLine(line)).toBe(each.bundle?.script)
    }
  })

  it('of Windows shells end in success whatever happens', () => {
    expect(hookLine(command, 'stop', 'cursor', 'powershell')).toBe(
      "if (Test-Path -LiteralPath 'C:\\it''s\\hook.js') { & 'C:\\Program Files\\node.exe' 'C:\\it''s\\hook.js' stop --agent cursor *> $null } else { if (Get-Command ses -ErrorAction SilentlyContinue) { ses log stop --agent cursor *> $null } }; exit 0",
    )
    expect(hookLine({}, 'Stop', 'codex', 'cmd')).toBe('ses log Stop --agent codex >nul 2>&1 & exit /b 0')
    expect(hookLine(command, 'Stop', 'codex', 'cmd')).toMatch(/^if exist "C:.* & exit \/b 0$/)
  })

  it.each(['echo hi', 'sess log Stop --agent codex', 'ses list --agent codex', 'x/ses log', ''])(
    'are not taken for: %j',
    (line) => {
      expect(agentOfLine(line)).toBeUndefined()
    },
  )
})
