import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findTranscripts } from './find-transcripts.ts'

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'ses-find-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

async function find(...paths: string[]) {
  const { transcripts, skipped } = await findTranscripts(paths.map((path) => join(root, path)))
  return {
    found: transcripts.map(({ path, subagents }) => [
      relative(root, path),
      ...subagents.map((subagent) => relative(root, subagent.path)),
    ]),
    subagents: transcripts.flatMap((transcript) => transcript.subagents),
    skipped: skipped.map(({ path, reason }) => `${relative(root, path)}: ${reason}`),
  }
}

const row = (fields: object): string => `${JSON.stringify(fields)}\n`
const rollout = (id: string, parent?: string): string =>
  row({
    type: 'session_meta',
    payload: {
      id,
      ...(parent && {
        source: {
          subagent: { thread_spawn: { parent_thread_id: parent, agent_path: '/root/lister', agent_role: null } },
        },
      }),
    },
  })

describe('a directory', () => {
  it('is searched to any depth for .jsonl and .json, in the order of names', async () => {
    write('b/two.jsonl', '{}')
    write('a/deep/one.json', '{}')
    write('a/notes.md', '#')
    write('a/node_modules/x/package.json', '{}')
    write('.git/config.json', '{}')
    expect(await find('.')).toMatchObject({ found: [['a/deep/one.json'], ['b/two.jsonl']], skipped: [] })
  })

  it('that links to itself is searched once, and the link is reported', async () => {
    write('a/one.jsonl', '{}')
    symlinkSync(root, join(root, 'a', 'up'))
    symlinkSync('self', join(root, 'self'))
    expect(await find('.')).toMatchObject({ found: [['a/one.jsonl']], skipped: ['self: loop', 'a/up: loop'] })
  })

  it('with a binary file gives every other file', async () => {
    write('bad.jsonl', new Uint8Array([0x53, 0x51, 0x4c, 0, 1, 2, 3]))
    write('crashed.jsonl', new Uint8Array([0, 0, 0x7b, 0x7d, 0x0a, 0, 0]))
    write('good.jsonl', '{}')
    expect(await find('.')).toMatchObject({
      found: [['crashed.jsonl'], ['good.jsonl']],
      skipped: ['bad.jsonl: binary'],
    })
  })

  it.skipIf(process.getuid?.() === 0)('that may not be read is reported', async () => {
    write('closed/one.jsonl', '{}')
    write('open/secret.jsonl', '{}')
    chmodSync(join(root, 'closed'), 0)
    chmodSync(join(root, 'open/secret.jsonl'), 0)
    const result = await find('.')
    chmodSync(join(root, 'closed'), 0o700)
    expect(result).toMatchObject({ found: [], skipped: ['closed: unreadable', 'open/secret.jsonl: unreadable'] })
  })
})

describe('a named path', () => {
  it('is taken whatever its name, and once however often it is named', async () => {
    write('export.txt', '{}')
    write('dir/x.jsonl', '{}')
    expect(await find('export.txt', 'export.txt', 'dir', 'dir/x.jsonl')).toMatchObject({
      found: [['export.txt'], ['dir/x.jsonl']],
    })
  })

  it('that is not there is reported', async () => {
    expect(await find('nowhere.jsonl')).toMatchObject({ found: [], skipped: ['nowhere.jsonl: missing'] })
  })
})

describe('sub-agents', () => {
  beforeEach(() => {
    write('p/s1.jsonl', row({ type: 'user', sessionId: 's1' }))
    write('p/s1/subagents/agent-a.jsonl', row({ sessionId: 's1' }))
    write('p/s1/subagents/agent-a.meta.json', JSON.stringify({ agentType: 'Explore', toolUseId: 'toolu_1' }))
    write('p/s1/subagents/workflows/w/agent-b.jsonl', row({ sessionId: 's1' }))
    write('p/agent-c.jsonl', row({ type: 'summary' }) + row({ sessionId: 's1' }))
    write('p/agent-lost.jsonl', row({ sessionId: 'gone' }))
  })
  const family = [
    'p/s1.jsonl',
    'p/agent-c.jsonl',
    'p/s1/subagents/agent-a.jsonl',
    'p/s1/subagents/workflows/w/agent-b.jsonl',
  ]

  it('of Claude Code come with their session, new and old layout, when a directory is searched', async () => {
    const { found, subagents } = await find('.')
    expect(found).toEqual([['p/agent-lost.jsonl'], family])
    expect(subagents).toContainEqual(expect.objectContaining({ callId: 'toolu_1', agentType: 'Explore' }))
  })

  it('of Claude Code come with their session when its file alone is named', async () => {
    expect((await find('p/s1.jsonl')).found).toEqual([family])
  })

  it('named alone are taken as they are', async () => {
    expect((await find('p/s1/subagents/agent-a.jsonl')).found).toEqual([['p/s1/subagents/agent-a.jsonl']])
  })

  it('of Codex come with the thread they all descend from', async () => {
    write('c/rollout-1.jsonl', rollout('root'))
    write('c/rollout-2.jsonl', rollout('child', 'root') + rollout('root'))
    write('c/rollout-3.jsonl', rollout('grandchild', 'child'))
    write('c/rollout-4.jsonl', rollout('orphan', 'elsewhere'))
    const group = ['c/rollout-1.jsonl', 'c/rollout-2.jsonl', 'c/rollout-3.jsonl']
    expect((await find('c')).found).toEqual([group, ['c/rollout-4.jsonl']])
    const one = await find('c/rollout-1.jsonl')
    expect(one.found).toEqual([group])
    expect(one.subagents[0]).toMatchObject({ agentType: 'lister' })
  })

  it('of Codex that name each other as parents stay sessions of their own', async () => {
    write('c/rollout-1.jsonl', rollout('a', 'b'))
    write('c/rollout-2.jsonl', rollout('b', 'a'))
    expect((await find('c')).found).toEqual([['c/rollout-1.jsonl'], ['c/rollout-2.jsonl']])
  })
})
