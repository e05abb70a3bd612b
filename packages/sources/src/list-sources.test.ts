import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { agents } from '@ses/agents'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listSources, locateSources } from './list-sources.ts'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'ses-sources-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(...names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), '{}\n')
  }
}
const below = (sources: readonly { readonly path: string }[]): string[] =>
  sources.map(({ path }) => path.slice(root.length + 1))

it('lists what may be a transcript below a directory, each once, links and circles included', async () => {
  write('a/x.jsonl', 'a/deep/er/y.json', 'a/x.meta.json', 'a/notes.md', 'a/node_modules/z.jsonl', 'b/linked.jsonl')
  symlinkSync(join(root, 'b'), join(root, 'a/link'))
  symlinkSync(join(root, 'a'), join(root, 'a/deep/circle'))
  const found = below(await listSources([join(root, 'a'), join(root, 'a/x.jsonl'), join(root, 'gone')]))
  expect(found).toContain('a/x.jsonl')
  expect(found).toContain('a/deep/er/y.json')
  expect(found).toContain('a/link/linked.jsonl')
  expect(found.filter((path) => /meta|notes|node_modules/.test(path))).toEqual([])
  expect(new Set(found).size).toBe(found.length)
})

it('takes a file that is named whatever its name', async () => {
  write('odd.txt')
  expect(below(await listSources([join(root, 'odd.txt')]))).toEqual(['odd.txt'])
})

it('makes sub-agents’ files sources of their own, and one source of a session’s parts', async () => {
  const id = '11111111-1111-4111-8111-111111111111'
  write(`p/${id}.jsonl`, `p/${id}/subagents/agent-a1.jsonl`, 'd/s.jsonl', 'd/s.settings.json')
  const sources = await listSources([root])
  expect(below(sources)).toEqual(['d/s.jsonl', `p/${id}.jsonl`, `p/${id}/subagents/agent-a1.jsonl`])
  expect(sources[0]?.parts?.map((part) => part.slice(root.length + 1))).toEqual(['d/s.jsonl', 'd/s.settings.json'])
})

it('looks where agents keep their transcripts, or where a variable says', async () => {
  write(
    '.claude/projects/p/a.jsonl',
    '.codex/sessions/2026/02/20/rollout-1.jsonl',
    '.claude/other/b.jsonl',
    'moved/projects/p/c.jsonl',
  )
  const machine = { agents, env: {}, home: root, platform: 'linux' }
  expect(below(await locateSources(machine))).toEqual([
    '.claude/projects/p/a.jsonl',
    '.codex/sessions/2026/02/20/rollout-1.jsonl',
  ])
  const moved = { ...machine, env: { CLAUDE_CONFIG_DIR: join(root, 'moved') } }
  expect(below(await locateSources(moved))).toContain('moved/projects/p/c.jsonl')
})
