import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { checkDocument } from '@ses/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorkspace, type Workspace } from '../fixtures/test-host.ts'

vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
  mkdirSync(at.path('home'))
})
afterEach(() => at.remove())

const read = (path: string) => readFileSync(at.path(path), 'utf8')
function write(path: string, content: string): void {
  mkdirSync(dirname(at.path(path)), { recursive: true })
  writeFileSync(at.path(path), content)
}
const names = () => readdirSync(at.root).sort()

describe('ses enable', () => {
  it('takes Claude Code when no agent is noticed, says where, and how to undo it', async () => {
    const { exit, stdout, stderr } = await at.ses('enable')
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/✓ Claude Code enabled\n {4}\.claude\/settings\.json created\n {4}\d+ events/)
    expect(stdout).toMatch(/started\s+again/)
    expect(stdout).toContain('Undo: ses disable claude-code')
    expect(read('.claude/settings.json')).toContain('ses log SessionStart --agent claude-code')
    expect(read('.gitignore')).toBe('.ses-logs/\n')
  })

  it('takes the agents that are noticed and shows by what', async () => {
    mkdirSync(at.path('.cursor'))
    mkdirSync(at.path('home/.codex'))
    write('bin/gemini', '#!/bin/sh\n')
    chmodSync(at.path('bin/gemini'), 0o755)
    const { stdout } = await at.ses('enable', { env: { PATH: at.path('bin') } })
    expect(stdout).toContain('✓ Codex enabled (~/.codex)')
    expect(stdout).toContain('✓ Gemini CLI enabled (gemini on the PATH)')
    expect(stdout).toContain('✓ Cursor enabled (.cursor in the project)')
    expect(stdout).not.toContain('Claude Code')
  })

  it('tells with Codex that untrusted hooks do not run, and how to trust them', async () => {
    const { stdout } = await at.ses('enable codex')
    expect(stdout).toMatch(/skips hooks that you have not trusted,\s+without\s+a\s+word/)
    expect(stdout).toMatch(/\/hooks/)
  })

  it('--mcp tells the agents of the server, and disable gives every byte back', async () => {
    write('.gemini/settings.json', '{\n    // mine\n    "theme": "dark"\n}\n')
    write('.mcp.json', '{"mcpServers":{"other":{"command":"x"}}}')
    const before = [read('.gemini/settings.json'), read('.mcp.json')]
    const { exit, stdout } = await at.ses('enable claude-code gemini-cli cursor --mcp')
    expect([exit, stdout]).toEqual([0, expect.stringContaining('Claude Code knows the MCP server by')])
    for (const path of ['.gemini/settings.json', '.mcp.json', '.cursor/mcp.json']) {
      expect([path, /"ses":/.test(read(path))]).toEqual([path, true])
    }
    expect(read('.gemini/settings.json')).toContain('ses log SessionStart --agent gemini-cli')
    expect((await at.ses('disable')).exit).toBe(0)
    expect([read('.gemini/settings.json'), read('.mcp.json')]).toEqual(before)
    expect(existsSync(at.path('.cursor/mcp.json'))).toBe(false)
  })

  it('gives one document that fits its schema, with every agent', async () => {
    const { exit, json } = await at.ses('enable --all --json')
    expect(exit).toBe(0)
    expect(checkDocument('install', json())).toEqual([])
    const { agents } = json() as { agents: { id: string; status: string }[] }
    expect(agents).toHaveLength(9)
    expect(agents.every(({ status }) => status === 'enabled')).toBe(true)
    expect(statSync(at.path('.clinerules/hooks/PreToolUse')).mode & 0o111).not.toBe(0)
  })

  it('names no path of this machine in a project where ses is on the PATH', async () => {
    const bin = new URL('../../dist/bin.cjs', import.meta.url).pathname
    mkdirSync(at.path('bin'))
    write('bin/ses', `#!/bin/sh\nexec node ${bin} "$@"\n`)
    chmodSync(at.path('bin/ses'), 0o755)
    await at.ses('enable --all', { env: { PATH: at.path('bin') } })
    for (const file of [
      '.claude/settings.json',
      '.codex/hooks.json',
      '.opencode/plugin/ses.js',
      '.clinerules/hooks/TaskStart',
    ]) {
      expect(read(file)).not.toContain('hook.js')
      expect(read(file)).not.toContain(process.execPath)
      expect(read(file)).toMatch(/ses'?,? \[?'?log/)
    }
  })

  it('does not register for a project what is registered for all', async () => {
    await at.ses('enable claude-code --user')
    expect(existsSync(at.path('.gitignore'))).toBe(false)
    const { stdout } = await at.ses('enable claude-code')
    expect(stdout).toContain('is enabled for all projects')
    expect(existsSync(at.path('.claude'))).toBe(false)
  })

  it('leaves a broken file alone, says where it is broken, and goes on with the others', async () => {
    write('.claude/settings.json', '{\n  "hooks": [\n')
    const { exit, stdout } = await at.ses('enable claude codex')
    expect(exit).toBe(2)
    expect(stdout).toContain('✗ Claude Code was left alone')
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/settings\.json: line 3, column 1/)
    expect(stdout).toContain('✓ Codex enabled')
    expect(read('.claude/settings.json')).toBe('{\n  "hooks": [\n')
    const alone = await at.ses('enable claude --json')
    expect(alone.exit).toBe(2)
    expect(alone.json()).toMatchObject({ error: { code: 'config_invalid' } })
  })

  it('refuses unknown agents, and --all with names', async () => {
    expect(await at.ses('enable nobody')).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('claude-code, codex'),
    })
    expect((await at.ses('enable codex --all')).exit).toBe(2)
    expect(names()).toEqual(['home'])
  })

  it('does nothing in a dry run', async () => {
    const { stdout } = await at.ses('enable --all --dry-run')
    expect(stdout).toContain('would be enabled')
    expect(names()).toEqual(['home'])
  })

  it('init is for Claude Code', async () => {
    mkdirSync(at.path('.codex'))
    const { stdout } = await at.ses('init')
    expect(stdout).toContain('✓ Claude Code enabled')
    expect(existsSync(at.path('.codex/hooks.json'))).toBe(false)
  })
})

describe('ses disable', () => {
  it('gives every file back and keeps what was recorded', async () => {
    write('.claude/settings.json', '{ "a": 1 }')
    await at.ses('enable --all')
    const { exit, stdout } = await at.ses('disable')
    expect(exit).toBe(0)
    expect(stdout).toContain('.claude/settings.json restored')
    expect(read('.claude/settings.json')).toBe('{ "a": 1 }')
    expect(names()).toEqual(['.claude', '.gitignore', '.ses-logs', 'home'])
  })

  it('of one agent leaves the others', async () => {
    await at.ses('enable codex cursor')
    const { json } = await at.ses('disable codex --json')
    expect(checkDocument('install', json())).toEqual([])
    expect(existsSync(at.path('.codex'))).toBe(false)
    expect(existsSync(at.path('.cursor/hooks.json'))).toBe(true)
  })

  it('says when there is nothing to take out, and what still records', async () => {
    expect((await at.ses('disable')).stdout).toContain('no hooks of ses')
    await at.ses('enable claude --user')
    expect((await at.ses('disable')).stdout).toContain('ses disable claude-code --user')
  })

  it('--clean asks, and without a terminal needs --yes', async () => {
    write('.gitignore', 'dist')
    await at.ses('enable')
    const refused = await at.ses('disable --clean')
    expect(refused).toMatchObject({ exit: 4, stderr: expect.stringContaining('--yes') })
    expect(existsSync(at.path('.claude/settings.json'))).toBe(true)
    const { exit, stdout } = await at.ses('disable --clean --yes')
    expect(exit).toBe(0)
    expect(stdout).toContain('.ses-logs removed')
    expect(names()).toEqual(['.gitignore', 'home'])
    expect(read('.gitignore')).toBe('dist')
  })

  it('--clean removes nothing but a log folder', async () => {
    write('home/notes.txt', 'mine')
    const env = { SES_LOG_DIR: at.path('home') }
    expect((await at.ses('disable --clean --yes', { env, cwd: 'home' })).exit).toBe(4)
    mkdirSync(at.path('elsewhere'))
    symlinkSync(at.path('elsewhere'), at.path('.ses-logs'))
    expect((await at.ses('disable --clean --yes')).exit).toBe(4)
    expect(read('home/notes.txt')).toBe('mine')
    expect((await at.ses('disable codex --clean --yes')).exit).toBe(2)
  })
})
