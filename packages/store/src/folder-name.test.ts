import { describe, expect, it } from 'vitest'
import { folderNames } from './folder-name.ts'

describe('the folder of a session', () => {
  it.each(['f608c31e-0000-4000-8000-000000000000', 'rollout_1.2', 'A', 'x'.repeat(128)])('is its id: %s', (id) => {
    expect(folderNames('codex', id)[0]).toBe(id)
  })

  it.each([
    '../../x',
    '/etc/passwd',
    '..',
    '.hidden',
    '',
    'a/b',
    'a\\b',
    'a\0b',
    'x'.repeat(129),
    'naïve',
    'index.json',
    'INDEX.json',
    'config.json',
    'con',
    'NUL.txt',
    'ends.',
    'a.lock',
    '-rf',
  ])('is a hash for %j', (id) => {
    for (const name of folderNames('codex', id)) expect(name).toMatch(/^h-[0-9a-f]{32}$/)
  })

  it('has a second choice that tells agents apart', () => {
    expect(folderNames('codex', 'x')[1]).not.toBe(folderNames('claude-code', 'x')[1])
    expect(folderNames('codex', '../x')[0]).toBe(folderNames('claude-code', '../x')[0])
  })
})
