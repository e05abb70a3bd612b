import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HookCommand } from '../hook-command.ts'
import { mcpRegistrations } from './index.ts'

const onPath: HookCommand = {}
const bundled: HookCommand = { bundle: { node: '/opt/no de/node', script: '/home/größe/dist/hook.cjs' } }

it('every file of the folder is in the list, and the reverse', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => !/^index|test/.test(name))
  expect(mcpRegistrations.map(({ agent }) => agent).sort()).toEqual(files.map((name) => name.replace('.ts', '')).sort())
})

const files = mcpRegistrations.flatMap((registration) =>
  (['project', 'user'] as const).flatMap((scope) =>
    registration.files(scope, false).map((file) => ({ name: `${registration.agent} ${scope}`, file })),
  ),
)
const json = files.filter(({ file }) => file.name.endsWith('.json'))
const toml = files.filter(({ file }) => file.name.endsWith('.toml'))

describe.each(files)('$name', ({ file }) => {
  it('makes a file that goes when it is taken back, and is known as ours meanwhile', () => {
    for (const command of [onPath, bundled]) {
      const text = file.register(undefined, command)
      expect(file.inspect(text)).toHaveLength(1)
      expect(file.register(text, command)).toBe(text)
      expect(file.unregister(text, true)).toBe(undefined)
    }
  })

  it('replaces its own entry when ses has moved', () => {
    const moved = file.register(file.register(undefined, onPath), bundled)
    expect(moved).toContain('bin.cjs')
    expect(file.inspect(moved)).toHaveLength(1)
  })
})

const layouts = [
  '{}',
  '{ }',
  '{\n}\n',
  '{"a":1}',
  '{\n  "a": 1 // why\n}\n',
  '{\r\n\t"a": {\r\n\t\t"b": []\r\n\t},\r\n}\r\n',
  '\ufeff{\n    "theme": "dark"\n}',
]
describe.each(json)('$name', ({ file }) => {
  const key = file.name === 'opencode.json' ? 'mcp' : 'mcpServers'
  it.each([...layouts, `{"${key}":{}}`, `{\n  "${key}": {\n    "other": { "command": "x" }\n  }\n}\n`])(
    'adds to %j and gives it back byte for byte',
    (text) => {
      const added = file.register(text, onPath)
      expect(file.inspect(added)).toHaveLength(1)
      expect(file.unregister(added, false)).toBe(text)
    },
  )

  it('leaves a server alone that somebody else called ses, and a file that cannot be read', () => {
    const theirs = JSON.stringify({ [key]: { ses: { command: ['x'], args: [] } } })
    expect(file.register(theirs, onPath)).toBe(theirs)
    expect(file.unregister(theirs, false)).toBe(theirs)
    expect(() => file.register('{"a":', onPath)).toThrow(/line 1/)
    expect(() => file.register(`{"${key}":[]}`, onPath)).toThrow(/should be an object/)
  })
})

describe.each(toml)('$name', ({ file }) => {
  it.each(['', 'model = "x"\n', 'model = "x"', '[a]\nb = 1\n\n', '# only this\r\n[a]\r\nb = 1\r\n'])(
    'adds to %j and gives it back as far as line ends at its end allow',
    (text) => {
      const added = file.register(text, onPath)
      expect(file.inspect(added)).toHaveLength(1)
      const back = file.unregister(added, false) ?? ''
      expect(back).toBe(text === '' || text.endsWith('\n') ? text : `${text}\n`)
    },
  )

  it('leaves a server alone that somebody else called ses', () => {
    const theirs = '[mcp_servers.ses]\ncommand = "mine"\nargs = []\n'
    expect(file.register(theirs, onPath)).toBe(theirs)
    expect(file.unregister(theirs, false)).toBe(theirs)
  })
})

it('gives back any JSON object in any indentation', () => {
  const [first] = json
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 1, 2, 4, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      if ('mcpServers' in value || first === undefined) return
      expect(first.file.unregister(first.file.register(text, onPath), false)).toBe(text)
    }),
  )
})
