import { describe, expect, it, vi } from 'vitest'
import { commands } from './commands/index.ts'
import type { Input } from './input.ts'
import { readQuickly } from './quick-input.ts'
import { readWithYargs } from './yargs-input.ts'

vi.setConfig({ testTimeout: 60_000 })

const options = { columns: 80, completeIds: async () => [] }

function asked(input: Input, names: readonly string[]): unknown[] {
  return names.map((name) => {
    for (const read of [input.flag, input.text, input.number]) {
      try {
        return read(name)
      } catch {
        // Declared with another type.
      }
    }
    return 'undeclared'
  })
}

describe('the two readers of command lines', () => {
  it.each([
    'list',
    'ls --limit 5 --all',
    'list --limit=5 --since 7d --agent codex --json',
    '--json list -n 3',
    'status',
    'query --recent 3 --grade <=C --min-cost 0.5',
    'search -i auth timeout --limit 3',
    'reflect',
    'reflect abc --all',
    'reflect -',
    'show latest --files',
    'import',
    'import a b c --force',
    'import --min-age 5 --codex',
    'mask --check file.txt',
    'config get patterns.thresholds',
    'schema',
  ])('agree on: ses %s', async (line) => {
    const args = line.split(' ')
    const quick = readQuickly(args, commands)
    const slow = await readWithYargs(args, commands, options)
    if (quick === undefined || 'text' in slow) throw new Error('not read')
    expect(slow.command).toBe(quick.command)
    expect(slow.input.words).toEqual(quick.input.words)
    const names = ['json', ...Object.keys(quick.command.options ?? {})]
    expect(asked(slow.input, names)).toEqual(asked(quick.input, names))
  })

  it.each([
    '',
    'lst',
    'list extra',
    'list --limit',
    'list --limit many',
    'list --limit -1',
    'list --nope',
    'list --help',
    'mask a b',
    'list --limit 1 --limit 2',
    'reflect --all=yes',
    'view a b',
    '--help',
  ])('leave to yargs whatever is not plainly right: ses %s', (line) => {
    expect(readQuickly(line.split(' ').filter(Boolean), commands)).toBeUndefined()
  })

  it.each([
    ['lst', /list/],
    ['list --limit', /not enough arguments|limit/],
    ['list --limit many', /number/],
    ['list --nope', /nope/],
    ['view a b', /b/],
  ])('ses %s is wrong usage', async (line, message) => {
    await expect(readWithYargs(line.split(' '), commands, options)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(message),
    })
  })
})
