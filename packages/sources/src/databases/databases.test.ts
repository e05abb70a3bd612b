import { readdirSync, renameSync } from 'node:fs'
import { parseTranscript } from '@ses/agents'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseDatabasePath } from '../database-path.ts'
import { findTranscripts } from '../find-transcripts.ts'
import { gooseDatabase, kiroDatabase, makeDatabase, opencodeDatabase } from '../fixtures/sample-databases.ts'
import { createTree, type TemporaryTree } from '../fixtures/temporary-tree.ts'
import { readTranscript } from '../read-transcript.ts'
import { createTranscriptDatabases } from '../transcript-databases.ts'
import { databaseFormats } from './index.ts'

let tree: TemporaryTree
beforeEach(() => {
  tree = createTree()
})
afterEach(() => tree.remove())

async function textOf(path: string): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of readTranscript(path, { chunkBytes: 50 })) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

it('every file of the folder is in the list, and the reverse', () => {
  const others = ['index', 'database-format', 'tally']
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.slice(0, -3))
    .filter((name) => !others.includes(name))
  expect(databaseFormats.map(({ agent }) => agent).sort()).toEqual(files.sort())
})

describe('the database of OpenCode', () => {
  it('is one transcript for each session that no other started, sub-agents within it', async () => {
    const file = tree.write(
      'opencode.db',
      await opencodeDatabase([
        { id: 'ses_a', prompt: 'First' },
        { id: 'ses_b', prompt: 'Look around', parent: 'ses_a' },
        { id: 'ses_c', prompt: 'Look deeper', parent: 'ses_b', output: 11 },
        { id: 'ses_d', prompt: 'Second' },
        { id: 'ses_e', prompt: 'Of one that was deleted', parent: 'ses_gone' },
      ]),
    )
    const { transcripts, skipped } = await findTranscripts([tree.root])
    expect(skipped).toEqual([])
    expect(transcripts.map(({ path }) => parseDatabasePath(path))).toEqual(
      ['ses_a', 'ses_d', 'ses_e'].map((sessionId) => ({ file, sessionId })),
    )
    const { value, coverage } = parseTranscript(await textOf(transcripts[0]?.path ?? ''))
    expect(coverage.recognised).toBe(coverage.lines)
    expect(value).toMatchObject({
      id: 'ses_a',
      agent: 'opencode',
      children: [{ id: 'ses_b', children: [{ id: 'ses_c' }] }],
    })
    expect(value.children[0]?.children[0]?.responses[0]?.usage.outputTokens).toBe(11)
  })

  it('gives a session another fingerprint when it or its sub-agent has grown, and no other session', async () => {
    const prints = async (output: number): Promise<string[]> => {
      const sessions = [
        { id: 'ses_a', prompt: 'First' },
        { id: 'ses_b', prompt: 'Look', parent: 'ses_a', output },
        { id: 'ses_d', prompt: 'Second' },
      ]
      tree.write('opencode.db', await opencodeDatabase(sessions))
      return (await findTranscripts([tree.path('opencode.db')])).transcripts.map(({ fingerprint }) => fingerprint.hash)
    }
    const [before, after] = [await prints(10), await prints(123)]
    expect([before[0] === after[0], before[1] === after[1]]).toEqual([false, true])
  })

  it('whose sessions name each other as parents gives all of them', async () => {
    const sessions = [
      { id: 'a', parent: 'b', prompt: 'x' },
      { id: 'b', parent: 'a', prompt: 'y' },
    ]
    tree.write('opencode.db', await opencodeDatabase(sessions))
    expect((await findTranscripts([tree.root])).transcripts).toHaveLength(2)
  })

  it('is told by its content when a file is named, and its sessions can be named', async () => {
    const path = tree.write(
      'copy.bin',
      await opencodeDatabase([
        { id: 'ses_a', prompt: 'x' },
        { id: 'ses_b', prompt: 'y' },
      ]),
    )
    expect((await findTranscripts([path])).transcripts).toHaveLength(2)
    const one = await findTranscripts([`${path}#ses_b`, `${path}#ses_x`])
    expect(one.transcripts.map((file) => file.path)).toEqual([`${path}#ses_b`])
    expect(one.skipped).toMatchObject([{ path: `${path}#ses_x`, reason: 'missing' }])
    await expect(textOf(`${path}#ses_x`)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('stays as it was, byte for byte, without a file beside it', async () => {
    const bytes = await opencodeDatabase([{ id: 'ses_a', prompt: 'x' }])
    const path = tree.write('opencode.db', bytes)
    await textOf(`${path}#ses_a`)
    const { readFileSync } = await import('node:fs')
    expect(readFileSync(path).equals(bytes)).toBe(true)
    expect(readdirSync(tree.root)).toEqual(['opencode.db'])
  })
})

describe('the database of Goose', () => {
  it('gives the session with its sub-agent as a transcript of its own', async () => {
    const path = tree.write('sessions.db', await gooseDatabase())
    const { transcripts } = await findTranscripts([tree.root])
    expect(transcripts).toMatchObject([{ path: `${path}#g1`, subagents: [{ path: `${path}#g2` }] }])
    expect(transcripts[0]?.fingerprint.mtimeMs).toBe(Date.UTC(2026, 2, 1, 10, 5))
    const { value } = parseTranscript(await textOf(`${path}#g1`))
    expect(value).toMatchObject({ id: 'g1', agent: 'goose', cwd: '/w', events: [{ type: 'prompt', text: 'Tidy up' }] })
    expect(parseTranscript(await textOf(`${path}#g2`)).value).toMatchObject({ id: 'g2', parent: { sessionId: 'g1' } })
  })
})

describe('the database of Kiro', () => {
  it('gives each conversation', async () => {
    const path = tree.write('data.sqlite3', await kiroDatabase())
    const { transcripts } = await findTranscripts([tree.root])
    expect(transcripts).toMatchObject([{ path: `${path}#k1`, fingerprint: { mtimeMs: 1_772_359_300_000 } }])
    const { value } = parseTranscript(await textOf(`${path}#k1`))
    expect(value).toMatchObject({ id: 'k1', agent: 'kiro', cwd: '/w' })
    expect(value.events[0]).toMatchObject({ type: 'prompt', text: 'Tidy up' })
  })
})

describe('a database that cannot be used', () => {
  it.each([
    [
      'of no known agent',
      async () => makeDatabase([['create table t (id integer)']]),
      'unknown_format',
      'a database of no known agent',
    ],
    [
      'that is cut short',
      async () => (await opencodeDatabase([{ id: 'a', prompt: 'x'.repeat(20_000) }])).subarray(0, 9000),
      'unreadable',
      'not a database, or damaged',
    ],
    [
      'that begins like one',
      async () => new TextEncoder().encode('SQLite format 3\0 but no more'),
      'unreadable',
      'not a database, or damaged',
    ],
  ])('%s is told, and every other file found', async (_what, content, reason, message) => {
    tree.write('opencode.db', await content())
    tree.write('a.jsonl', '{}')
    const { transcripts, skipped } = await findTranscripts([tree.root])
    expect(skipped).toEqual([{ path: tree.path('opencode.db'), reason, message }])
    expect(transcripts.map(({ path }) => path)).toEqual([tree.path('a.jsonl')])
  })

  it('because it is too large is told with the limit, and never read', async () => {
    const path = tree.write('opencode.db', await opencodeDatabase([{ id: 'a', prompt: 'x' }]))
    const databases = createTranscriptDatabases({ maxBytes: 1024 })
    const { skipped } = await findTranscripts([path], { databases })
    expect(skipped).toMatchObject([{ reason: 'unreadable', message: expect.stringContaining('MiB that are read') }])
  })

  it('because it is text of that name is left to the text readers', async () => {
    const path = tree.write('opencode.db', '{}\n')
    expect((await findTranscripts([tree.root])).transcripts).toMatchObject([{ path }])
  })
})

describe('a memory of databases', () => {
  it('saves opening one that has not changed, or is just being written to', async () => {
    const path = tree.write('opencode.db', await opencodeDatabase([{ id: 'a', prompt: 'x' }]))
    const known = new Map()
    const memory = {
      recall: (file: string) => known.get(file),
      keep: (file: string, found: unknown) => known.set(file, found),
    }
    let opened = 0
    const databases = createTranscriptDatabases()
    const counting = {
      ...databases,
      sessions: (file: string) => {
        opened += 1
        return databases.sessions(file)
      },
    }
    const find = async (settled?: (changedAt: number) => boolean): Promise<number> =>
      (await findTranscripts([path], { databases: counting, memory, ...(settled && { settled }) })).transcripts.length
    expect([await find(() => false), opened]).toEqual([0, 0])
    expect([await find(), await find(), opened]).toEqual([1, 1, 1])
    tree.write(
      'new',
      await opencodeDatabase([
        { id: 'a', prompt: 'x' },
        { id: 'b', prompt: 'y' },
      ]),
    )
    renameSync(tree.path('new'), path)
    expect([await find(() => false), opened]).toEqual([1, 1])
    databases.close()
    expect([await find(), opened]).toEqual([2, 2])
    databases.close()
  })
})
