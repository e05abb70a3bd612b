import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type HookRegistration, type HookScope, registrations } from '@ses/hooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { disableAgents } from './disable-agents.ts'
import { enableAgents } from './enable-agents.ts'
import { ignoreLogs, unignoreLogs } from './ignore-logs.ts'
import { inspectInstallation } from './inspect-installation.ts'
import type { InstallPlaces } from './install-places.ts'

let root: string
let places: InstallPlaces
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'ses-install-')))
  const project = join(root, 'project')
  const home = join(root, 'home')
  for (const folder of [project, home]) mkdirSync(folder)
  places = {
    project,
    logs: join(project, '.ses-logs'),
    user: join(home, '.ses'),
    home,
    env: { PATH: '/nowhere' },
    windows: false,
  }
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const command = { bundle: { node: process.execPath, script: import.meta.filename } }
const claude = registrations[0] as HookRegistration
const enable = (agents = registrations, scope: HookScope = 'project') =>
  enableAgents(places, agents, { scope, command })
const disable = (agents = registrations, scope: HookScope = 'project') => disableAgents(places, agents, { scope })
const settings = () => join(places.project, '.claude', 'settings.json')
const read = (path: string) => readFileSync(path, 'utf8')

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** Every file below a folder with its content, but for the record. */
function tree(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !name.includes('.ses'))
  return Object.fromEntries(
    names.sort().map((name) => [name, statSync(join(folder, name)).isDirectory() ? '' : read(join(folder, name))]),
  )
}

describe.each(['project', 'user'] as const)('all agents, level %s', (scope) => {
  it('leave nothing behind when they are disabled', async () => {
    const before = tree(root)
    const changes = await enable(registrations, scope)
    expect(changes.flatMap(({ error }) => (error === undefined ? [] : [error]))).toEqual([])
    expect(tree(root)).not.toEqual(before)
    await disable(registrations, scope)
    expect(tree(root)).toEqual(before)
  })

  it('are unchanged by a second enable', async () => {
    await enable(registrations, scope)
    const once = tree(root)
    const changes = await enable(registrations, scope)
    expect(changes.flatMap(({ files }) => files.map(({ action }) => action)).every((a) => a === 'unchanged')).toBe(true)
    expect(tree(root)).toEqual(once)
  })

  it('are seen as registered, and do not fire twice from one scope', async () => {
    await enable(registrations, scope)
    const found = inspectInstallation(places).filter((each) => each.scope === scope)
    expect(found.map(({ state }) => state)).toEqual(registrations.map(() => 'registered'))
    expect(found.flatMap(({ agent, problems }) => problems.map(({ kind }) => `${agent} ${kind}`))).toEqual([
      'codex untrusted',
    ])
  })
})

it('hooks registered twice fire twice: both scopes at once are told', async () => {
  await enable([claude])
  await enable([claude], 'user')
  const [project] = inspectInstallation(places, [claude])
  expect(project?.problems.map(({ kind }) => kind)).toEqual(['twice'])
})

it('disabling does not remove other people’s hooks or comments', async () => {
  const text =
    '{\r\n\t// mine\r\n\t"hooks": {\r\n\t\t"Stop": [{ "hooks": [{ "type": "command", "command": "say done" }] }],\r\n\t},\r\n}'
  write(settings(), text)
  await enable([claude])
  expect(read(settings())).toContain('say done')
  write(settings(), `${read(settings())}\r\n// added since\r\n`)
  const [change] = await disable([claude])
  expect(change?.files[0]?.action).toBe('changed')
  expect(read(settings())).toBe(`${text}\r\n// added since\r\n`)
})

it('keeps a copy at the first touch, readable by its owner only, and never writes over it', async () => {
  write(settings(), '{"a": 1}')
  const [change] = await enable([claude])
  const backup = change?.files[0]?.backup as string
  expect(read(backup)).toBe('{"a": 1}')
  expect(statSync(backup).mode & 0o777).toBe(0o600)
  expect(statSync(dirname(backup)).mode & 0o777).toBe(0o700)
  await disable([claude])
  write(settings(), '{"a": 2}')
  const [again] = await enable([claude])
  expect(again?.files[0]?.backup).not.toBe(backup)
  expect(read(backup)).toBe('{"a": 1}')
})

it('restores byte for byte, and takes only its own out of what was edited since', async () => {
  write(settings(), '{"a":1}')
  await enable([claude])
  expect((await disable([claude]))[0]?.files[0]?.action).toBe('restored')
  expect(read(settings())).toBe('{"a":1}')
  await enable([claude])
  write(settings(), read(settings()).replace('"a":1', '"a":2'))
  await enableAgents(places, [claude], { scope: 'project', command: {} })
  await disable([claude])
  expect(read(settings())).toBe('{"a":2}')
})

it('undoes without its record, by what the file says', async () => {
  write(settings(), '{\n  "a": 1\n}\n')
  await enable([claude])
  rmSync(places.logs, { recursive: true })
  await disable([claude])
  expect(read(settings())).toBe('{\n  "a": 1\n}\n')
})

it('keeps the bits of a file and follows a link to it', async () => {
  const real = join(places.home, 'dotfiles', 'settings.json')
  write(real, '{}')
  chmodSync(real, 0o640)
  mkdirSync(dirname(settings()))
  symlinkSync(real, settings())
  await enable([claude])
  expect(lstatSync(settings()).isSymbolicLink()).toBe(true)
  expect(statSync(real).mode & 0o777).toBe(0o640)
  expect(read(real)).toContain('ses log')
  await disable([claude])
  expect(read(real)).toBe('{}')
})

describe('a file that is not ours to edit', () => {
  const refusals: readonly (readonly [string, () => void, RegExp])[] = [
    ['a link out of project and home', () => link('/etc/hostname'), /leads out of the project and your home/],
    ['a link that leads nowhere', () => link(join(root, 'home', 'gone')), /leads nowhere/],
    ['a folder', () => mkdirSync(settings(), { recursive: true }), /is a folder/],
    ['a file in the place of its folder', () => writeFileSync(dirname(settings()), ''), /needs a folder/],
    ['what is not UTF-8', () => bytes([0xff, 0xfe, 0x7b]), /is not UTF-8/],
    ['what is not JSON', () => write(settings(), '{"a":\n'), /settings\.json: line 2, column 1/],
  ]
  function link(target: string): void {
    mkdirSync(dirname(settings()), { recursive: true })
    symlinkSync(target, settings())
  }
  function bytes(content: readonly number[]): void {
    mkdirSync(dirname(settings()), { recursive: true })
    writeFileSync(settings(), Uint8Array.from(content))
  }

  it.each(refusals)('is left alone: %s', async (_, make, message) => {
    make()
    const before = lstatSync(existsSync(dirname(settings())) ? dirname(settings()) : places.project).mtimeMs
    const [change, other] = await enable(registrations.slice(0, 2))
    expect(change?.error?.message).toMatch(message)
    expect(change?.files).toEqual([])
    expect(lstatSync(dirname(settings())).mtimeMs).toBe(before)
    expect(other?.error).toBeUndefined()
    expect((await disable([claude]))[0]?.error?.message).toMatch(message)
  })

  it('is left alone when a folder on the way leads out', async () => {
    symlinkSync('/usr/lib', dirname(settings()))
    expect((await enable([claude]))[0]?.error?.message).toMatch(/outside the project/)
  })
})

it('a dry run says what would be done and touches nothing', async () => {
  const before = readdirSync(root, { recursive: true }).sort()
  const changes = await enableAgents(places, registrations, { scope: 'project', command, dryRun: true })
  expect(changes.every(({ files }) => files.every(({ action }) => action === 'created'))).toBe(true)
  expect(readdirSync(root, { recursive: true }).sort()).toEqual(before)
})

it('many at once end as one', async () => {
  write(settings(), '{"a":1}')
  await Promise.all(registrations.concat(registrations).map((each) => enable([each])))
  const once = tree(places.project)
  await enable()
  expect(tree(places.project)).toEqual(once)
  await Promise.all(registrations.map((each) => disable([each])))
  expect(tree(places.project)).toEqual({ '.claude': '', '.claude/settings.json': '{"a":1}' })
})

describe('.gitignore', () => {
  const file = () => join(places.project, '.gitignore')

  it.each(['node_modules', 'node_modules\n', 'a\r\nb\r\n', 'a\r\nb', '', '\n\n'])(
    'gets a line, and %j back',
    async (text) => {
      writeFileSync(file(), text)
      await ignoreLogs(places)
      expect(read(file()).split(/\r?\n/)).toContain('.ses-logs/')
      expect(/[^\r]\n/.test(read(file()))).toBe(!text.includes('\r'))
      expect((await ignoreLogs(places))?.action).toBe('unchanged')
      await unignoreLogs(places)
      expect(read(file())).toBe(text)
    },
  )

  it('is made, and deleted again', async () => {
    expect((await ignoreLogs(places))?.action).toBe('created')
    expect(read(file())).toBe('.ses-logs/\n')
    expect((await unignoreLogs(places))?.action).toBe('deleted')
    expect(existsSync(file())).toBe(false)
  })

  it.each(['.ses-logs', '/.ses-logs/', '  .ses-logs/  '])('is left alone when it says %j already', async (line) => {
    writeFileSync(file(), `${line}\n`)
    expect((await ignoreLogs(places))?.action).toBe('unchanged')
    expect(await unignoreLogs(places)).toBeUndefined()
  })

  it('is not touched for logs outside the project', async () => {
    expect(await ignoreLogs({ ...places, logs: join(places.home, 'logs') })).toBeUndefined()
  })
})

describe('what is wrong with an installation', () => {
  it('names the events that are missing', async () => {
    await enable([claude])
    const parsed = JSON.parse(read(settings())) as { hooks: Record<string, unknown> }
    delete parsed.hooks['Stop']
    write(settings(), JSON.stringify(parsed))
    const [found] = inspectInstallation(places, [claude])
    expect(found).toMatchObject({
      state: 'partial',
      problems: [{ kind: 'missing_events', fix: 'ses enable claude-code' }],
    })
    expect(found?.problems[0]?.message).toContain('Stop')
  })

  it('sees hooks whose program has gone', async () => {
    const gone = { bundle: { node: '/no/node', script: '/no/hook.js' } }
    await enableAgents(places, [claude], { scope: 'project', command: gone })
    expect(inspectInstallation(places, [claude])[0]?.problems).toMatchObject([{ kind: 'dangling' }])
  })

  it('sees that Codex was told to trust them', async () => {
    const codex = registrations[1] as HookRegistration
    await enable([codex])
    const file = join(places.project, '.codex', 'hooks.json')
    const state = codex.events.map(
      (event) =>
        `[hooks.state."${file}:${event.replace(/(?!^)[A-Z]/g, '_$&').toLowerCase()}:0:0"]\ntrusted_hash = "sha256:00"\n`,
    )
    write(join(places.home, '.codex', 'config.toml'), state.join('\n'))
    expect(inspectInstallation(places, [codex])[0]?.problems).toEqual([])
  })

  it('says which file cannot be read', () => {
    write(settings(), '[]')
    expect(inspectInstallation(places, [claude])[0]).toMatchObject({
      state: 'unreadable',
      problems: [{ kind: 'unreadable', message: `${settings()}: line 1, column 1: expected an object in braces` }],
    })
  })

  it('counts no file twice where the project is the home', async () => {
    places = { ...places, project: places.home, logs: join(places.home, '.ses-logs') }
    await enable([claude])
    expect(inspectInstallation(places, [claude])).toMatchObject([{ scope: 'user', state: 'registered', problems: [] }])
  })

  it('knows of none where there is none', () => {
    expect(
      inspectInstallation(places).every(({ state, problems }) => state === 'absent' && problems.length === 0),
    ).toBe(true)
  })
})
