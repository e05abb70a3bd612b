import { readdirSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { createWorkspace } from '../fixtures/test-host.ts'
import { commands } from './index.ts'

vi.setConfig({ testTimeout: 60_000 })

it('every file of the folder is a command in the list, and the reverse', () => {
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts')
    .map((name) => name.slice(0, -3))
  expect(commands.map(({ name }) => name).sort()).toEqual(files.sort())
})

describe('help', () => {
  it('of ses lists every command, within 80 columns', async () => {
    const workspace = createWorkspace()
    const { exit, stdout } = await workspace.ses('--help')
    expect(exit).toBe(0)
    for (const { name, summary, hidden } of commands) {
      if (hidden === true) {
        expect(stdout).not.toContain(`ses ${name} `)
        continue
      }
      expect(stdout).toContain(`ses ${name}`)
      expect(stdout.replace(/\s+/g, ' ')).toContain(summary)
    }
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect((await workspace.ses('')).stdout).toBe(stdout)
    expect((await workspace.ses('help')).stdout).toBe(stdout)
    workspace.remove()
  })

  it.each(commands)('of ses $name tells its options', async ({ name, options = {} }) => {
    const workspace = createWorkspace()
    const { exit, stdout } = await workspace.ses(`${name} --help`)
    expect(exit).toBe(0)
    for (const option of ['json', ...Object.keys(options)]) expect(stdout).toContain(`--${option}`)
    expect((await workspace.ses(`help ${name}`)).stdout).toBe(stdout)
    workspace.remove()
  })
})
