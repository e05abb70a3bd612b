import { readdirSync } from 'node:fs'
import { SesError } from '@ses/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HookCommand } from '../hook-command.ts'
import type { HookFile, HookScope } from '../registration.ts'
import { registrations } from './index.ts'

const onPath: HookCommand = {}
const bundled: HookCommand = {
  bundle: { node: '/opt/no de/bin/node', script: '/home/o\'neil/größe "x"/dist/hook.js' },
}
const moved: HookCommand = { bundle: { node: '/usr/bin/node', script: '/elsewhere/hook.js' } }
const scopes: readonly HookScope[] = ['project', 'user']

it('every file of the folder is a registration in the list, and the reverse', () => {
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((name) => !name.endsWith('.test.ts') && name !== 'index.ts')
    .map((name) => name.replace(/\.ts$/, ''))
  expect(registrations.map(({ agent }) => agent).sort()).toEqual(files.sort())
})

const all = registrations.flatMap((registration) =>
  scopes.flatMap((scope) =>
    [false, true].flatMap((windows) =>
      registration.files(scope, windows).map((file) => ({
        registration,
        file,
        name: `${registration.agent} ${scope}${windows ? ' on Windows' : ''} ${file.name}`,
      })),
    ),
  ),
)

describe.each(all)('$name', ({ file, registration }) => {
  it('makes a file and takes it away again', () => {
    const made = file.register(undefined, bundled)
    expect(file.unregister(made, true)).toBeUndefined()
    expect(file.inspect(made).length).toBeGreaterThan(0)
    for (const { event, script } of file.inspect(made)) {
      expect([...registration.events, 'notify']).toContain(event)
      expect(script).toBe(bundled.bundle?.script)
    }
  })

  it('changes nothing the second time', () => {
    const once = file.register(undefined, onPath)
    expect(file.register(once, onPath)).toBe(once)
  })

  it('replaces its line when the command has moved, and is not there twice', () => {
    const before = file.register(undefined, bundled)
    const after = file.register(before, moved)
    expect(after).toBe(file.register(undefined, moved))
    expect(file.inspect(after).map(({ script }) => script)).toEqual(file.inspect(after).map(() => '/elsewhere/hook.js'))
  })

  it('leaves a text alone that has nothing of ours', () => {
    const text = file.name.endsWith('.toml') ? 'a = 1\n' : '{"a": [1, 2]}'
    expect(file.unregister(text, true)).toBe(text)
    expect(file.inspect(text)).toEqual([])
  })
})

// The same code writes user files and Windows lines.
const tables = registrations
  .flatMap((registration) =>
    registration.files('project', false).map((file) => ({ registration, file, name: registration.agent })),
  )
  .filter(({ file }) => file.name.endsWith('.json'))

describe.each(tables)('$name as JSON', ({ file, registration }) => {
  const [event = '', other = ''] = registration.events
  const theirs = '{ "command": "echo hi" }'

  const layouts: readonly string[] = [
    '',
    '\n',
    '  \r\n\t',
    '\ufeff',
    '{}',
    '{ }',
    '{\n}',
    '{\n\n}\n',
    '\ufeff{}\r\n',
    '{ /* c */ }',
    '{\n  // c\n}\n',
    '{"a":1}',
    '{"a":1 /* why */}',
    '{ "a": 1, }',
    '{"a":1 // c\n}',
    '{\n  "a": 1\n}',
    '{\n  "a": 1\n}\n',
    '{\r\n\t"a": 1,\r\n\t"b": [\r\n\t\t1\r\n\t]\r\n}\r\n',
    '{\n    "a": 1, // first\n    // last\n}\n',
    '{\n    "a": 1 // first, with a comma\n    // last\n}\n',
    '{\n    "a": 1 /* two\n lines */\n}\n',
    '{"hooks":{}}',
    '{\n  "hooks": {}\n}\n',
    '{\n  "hooks": {\n  }\n}\n',
    '{\n  "hooks": { // none\n  },\n  "z": 0\n}\n',
    `{"hooks":{"${event}":[]}}`,
    `{\n  "hooks": {\n    "${event}": []\n  }\n}\n`,
    `{\n  "hooks": {\n    "${event}": [\n    ]\n  }\n}`,
    `{\n  "hooks": {\n    "${event}": [${theirs}]\n  }\n}`,
    `{\n  "hooks": {\n    "${event}": [\n      ${theirs}, // mine\n    ],\n    "${other}": [ { "hooks": [ ${theirs} ] } ],\n  },\n  "b": true,\n}\n`,
    `{\n\t"hooks": {\n\t\t"Unknown": [${theirs}]\n\t},\n\t"version": 1\n}`,
    `{"version":1,"hooks":{"${other}":[{"hooks":[${theirs}]}]}}`,
    '{"version": 1}',
    '{"hooks":{},"version":1}',
  ]

  it.each(layouts)('gives %j back byte for byte', (text) => {
    const grown = file.register(text, bundled)
    expect(
      file
        .inspect(grown)
        .map((hook) => hook.event)
        .sort(),
    ).toEqual([...registration.events].sort())
    expect(file.unregister(grown, false)).toBe(text)
    expect(file.register(grown, bundled)).toBe(grown)
    expect(file.unregister(file.register(grown, moved), false)).toBe(text)
  })

  it('gives any JSON back byte for byte, whatever its layout', () => {
    fc.assert(
      fc.property(layoutOf(registration.events), (text) => {
        const grown = file.register(text, onPath)
        expect(file.unregister(grown, false)).toBe(text)
        expect(file.register(grown, onPath)).toBe(grown)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps the hooks of others, also those put beside or after ours', () => {
    const grown = JSON.parse(file.register('{}', onPath)) as { hooks: Record<string, unknown[]> }
    grown.hooks[event]?.push({ command: 'echo after' })
    grown.hooks[other]?.unshift({ command: 'echo before' })
    const rest = file.unregister(JSON.stringify(grown, null, 3), false) as string
    expect(JSON.parse(rest)).toMatchObject({
      hooks: { [event]: [{ command: 'echo after' }], [other]: [{ command: 'echo before' }] },
    })
    expect(file.inspect(rest)).toEqual([])
  })

  it.each([
    ['{"a":1', 'line 1, column 7: close brace expected'],
    ['{\n  "a": oops\n}', 'line 2, column 8'],
    ['[]', 'line 1, column 1: expected an object in braces'],
    ['"text"', 'expected an object'],
    ['{"hooks": []}', 'line 1, column 11: "hooks" should be an object'],
    ['{"hooks": null}', '"hooks" should be an object'],
    [`{"hooks": {\n"${event}": {}}}`, `line 2, column ${event.length + 5}: "hooks.${event}" should be a list`],
    ['{"hooks": {}, "hooks": {}}', 'line 1, column 15: "hooks" stands there twice'],
    [`{"hooks": {"${event}": [], "${event}": []}}`, `"${event}" stands there twice`],
    ['{} {}', 'line 1, column 4'],
  ])('refuses %j and names the place', (text, message) => {
    const attempt = () => file.register(text, onPath)
    expect(attempt).toThrow(SesError)
    expect(attempt).toThrow(message)
  })
})

it('refuses JSON nested beyond reading', () => {
  const file = tables[0]?.file as HookFile
  expect(() => file.register(`{"a":${'['.repeat(200_000)}`, onPath)).toThrow(SesError)
})

it('keeps what was typed around our hooks since, and leaves it readable', () => {
  const file = tables[0]?.file as HookFile
  const grown = file.register('{\n  "a": 1\n}\n', onPath)
  const typed = grown.replace('"a": 1,', '"a": 1, // one\n').replace(/\n\}\n$/, ' }')
  const rest = file.unregister(typed, false) as string
  expect(rest).toContain('// one')
  expect(file.inspect(rest)).toEqual([])
  expect(file.inspect(file.register(rest, onPath))).toHaveLength(registrations[0]?.events.length as number)
  expect(file.unregister(grown.replace('{\n', '{\n  // mine\n').replace('"a": 1', '"a": 2'), false)).toBe(
    '{\n  // mine\n  "a": 2\n}\n',
  )
})

/** Objects with other members, hooks of others, comments, trailing commas and odd white space. */
function layoutOf(events: readonly string[]): fc.Arbitrary<string> {
  const gap = fc.constantFrom('', ' ', '\n', '\n  ', '\n\t', '\r\n    ', ' /* c, } */ ', ' // ] c\n', '\n\n')
  const scalar = fc.oneof(fc.constantFrom('1', 'true', 'null', '"x"', '"a \\" // b"', '"ses log"', '[]', '{}'))
  const listed = (open: string, items: readonly string[], close: string): fc.Arbitrary<string> =>
    fc
      .tuple(fc.array(fc.tuple(gap, gap), { minLength: items.length, maxLength: items.length }), gap, fc.boolean())
      .map(([gaps, last, trailing]) => {
        const body = items.map((item, at) => `${gaps[at]?.[0] ?? ''}${item}${gaps[at]?.[1] ?? ''}`).join(',')
        return `${open}${body}${trailing && items.length > 0 ? ',' : ''}${last}${close}`
      })
  const list = fc
    .array(fc.constantFrom('{"command":"echo"}', '{"hooks":[{"type":"command","command":"echo"}]}', '{}'), {
      maxLength: 3,
    })
    .chain((items) => listed('[', items, ']'))
  const object = (members: fc.Arbitrary<readonly (readonly [string, string])[]>) =>
    members.chain((found) =>
      listed(
        '{',
        found.map(([key, value]) => `"${key}":${value}`),
        '}',
      ),
    )
  const hooks = object(
    fc.uniqueArray(fc.tuple(fc.constantFrom('Other', ...events.slice(0, 3)), list), {
      maxLength: 4,
      selector: ([key]) => key,
    }),
  )
  const top = object(
    fc
      .tuple(
        fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'version'), scalar), {
          maxLength: 3,
          selector: ([key]) => key,
        }),
        fc.option(hooks),
        fc.nat(3),
      )
      .map(([members, table, at]) =>
        table === null ? members : [...members.slice(0, at), ['hooks', table] as const, ...members.slice(at)],
      ),
  )
  return fc.tuple(fc.constantFrom('', '\ufeff'), gap, top, gap).map((parts) => parts.join(''))
}

describe('a file that is ours alone', () => {
  const whole: readonly { file: HookFile; name: string }[] = all.filter(({ file }) => !/json|toml/.test(file.name))
  it.each(whole)('$name does not take the place of somebody else’s', ({ file }) => {
    expect(() => file.register('echo mine\n', onPath)).toThrow('not from ses')
  })
})

describe('notify of Codex', () => {
  const file = registrations[1]?.files('user', false)[1] as HookFile

  it.each([
    '',
    'model = "x"\n',
    '\ufeffa = 1\r\n[t]\r\nb = 2',
    '# only a comment',
    '[projects."/x"]\ntrust_level = "trusted"\n',
  ])('gives %j back byte for byte', (text) => {
    const grown = file.register(text, bundled)
    expect(file.inspect(grown)).toHaveLength(1)
    expect(file.unregister(grown, false)).toBe(text)
    expect(file.unregister(file.register(grown, moved), false)).toBe(text)
  })

  it.each(['notify = ["mine"]\n', 'x = [\n[1],\n]\n"notify" = ["mine"]\n'])(
    'keeps the one that is there: %j',
    (text) => {
      expect(file.register(text, onPath)).toBe(text)
    },
  )

  it('refuses what is not TOML and names the place', () => {
    expect(() => file.register('a = 1\nb = =\n', onPath)).toThrow(/line 2, column \d+: expected TOML/)
  })
})
