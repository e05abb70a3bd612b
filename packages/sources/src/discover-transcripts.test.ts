import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { agents } from '@ses/agents'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DiscoveredTranscripts, type DiscoverOptions, discoverTranscripts } from './discover-transcripts.ts'
import { opencodeDatabase } from './fixtures/sample-databases.ts'
import { createTree, row, type TemporaryTree } from './fixtures/temporary-tree.ts'
import { findExpiring } from './transcript-expiry.ts'

let tree: TemporaryTree
beforeEach(() => {
  tree = createTree()
})
afterEach(() => tree.remove())

const discover = async (options: Partial<DiscoverOptions> = {}): Promise<DiscoveredTranscripts> =>
  discoverTranscripts({ env: {}, home: tree.path('home'), platform: 'linux', ...options })

const shapes = ({ transcripts }: DiscoveredTranscripts): string[][] =>
  transcripts.map((file) => [file.agent ?? '', ...tree.shape(file)])

describe('discovery', () => {
  it('finds nothing, and complains of nothing, on a machine without agents', async () => {
    expect(await discover()).toEqual({ transcripts: [], skipped: [], folders: [] })
  })

  it('finds each agent’s transcripts in its own places, and nothing else', async () => {
    tree.write('home/.claude/projects/p/s1.jsonl', row({ sessionId: 's1' }))
    tree.write('home/.claude/projects/p/s1/subagents/agent-a.jsonl', row({ sessionId: 's1' }))
    tree.write('home/.claude/projects/p/s1/tool-results/out.json', '{}')
    tree.write('home/.claude/settings.json', '{}')
    tree.write('home/.claude/history.jsonl', '{}')
    tree.write('home/.codex/sessions/2026/11/20/rollout-1.jsonl', row({ type: 'session_meta', payload: { id: 'c' } }))
    tree.write('home/.codex/history.jsonl', '{}')
    tree.write('home/.continue/sessions/x.json', '{}')
    tree.write('home/.continue/sessions/sessions.json', '[]')
    tree.write('home/.local/share/opencode/opencode.db', await opencodeDatabase([{ id: 'ses_a', prompt: 'x' }]))
    tree.write('home/.local/share/opencode/storage/session/p/ses_a.json', '{"id":"ses_a"}')
    tree.write('home/other/stray.jsonl', '{}')
    const found = await discover()
    expect(shapes(found).sort()).toEqual([
      ['claude-code', 'home/.claude/projects/p/s1.jsonl', 'home/.claude/projects/p/s1/subagents/agent-a.jsonl'],
      ['codex', 'home/.codex/sessions/2026/11/20/rollout-1.jsonl'],
      ['continue', 'home/.continue/sessions/x.json'],
      ['opencode', 'home/.local/share/opencode/opencode.db#ses_a'],
    ])
    expect(found.skipped).toEqual([])
    expect(found.folders).toContain(tree.path('home/.claude/projects'))
  })

  it('looks where the environment says instead', async () => {
    tree.write('home/.claude/projects/p/old.jsonl', '{}')
    tree.write('one/projects/p/a.jsonl', '{}')
    tree.write('two/projects/p/b.jsonl', '{}')
    const env = { CLAUDE_CONFIG_DIR: `${tree.path('one')},${tree.path('two')}` }
    expect(shapes(await discover({ env }))).toEqual([
      ['claude-code', 'one/projects/p/a.jsonl'],
      ['claude-code', 'two/projects/p/b.jsonl'],
    ])
  })

  it('looks for one agent only, and takes only what is wanted', async () => {
    tree.write('home/.claude/projects/p/a.jsonl', '{}')
    tree.write('home/.claude/projects/p/b.jsonl', '{}')
    tree.write('home/.codex/sessions/rollout-1.jsonl', '{}')
    const claude = agents.filter(({ id }) => id === 'claude-code')
    const found = await discover({ agents: claude, wanted: (path) => path.endsWith('b.jsonl') })
    expect(shapes(found)).toEqual([['claude-code', 'home/.claude/projects/p/b.jsonl']])
  })

  it('follows links, goes in no circle, and finds nothing twice', async () => {
    tree.write('disk/projects/p/a.jsonl', '{}')
    mkdirSync(tree.path('home'))
    symlinkSync(tree.path('disk'), tree.path('home/.claude'))
    tree.write('home/.config/claude/x', '')
    symlinkSync(tree.path('disk/projects'), tree.path('home/.config/claude/projects'))
    tree.write('home/.codex/sessions/2026/rollout-1.jsonl', '{}')
    symlinkSync(tree.path('home/.codex/sessions'), tree.path('home/.codex/sessions/2026/up'))
    symlinkSync(tree.path('nowhere'), tree.path('home/.codex/sessions/2026/rollout-gone.jsonl'))
    expect(shapes(await discover())).toEqual([
      ['claude-code', 'home/.claude/projects/p/a.jsonl'],
      ['codex', 'home/.codex/sessions/2026/rollout-1.jsonl'],
    ])
  })

  it('goes on when a file is binary or begins with null, and tells of it', async () => {
    tree.write('home/.claude/projects/p/0.jsonl', Uint8Array.of(0, 1, 2, 3))
    tree.write('home/.claude/projects/p/1.jsonl', 'null\n')
    tree.write('home/.codex/sessions/rollout-1.jsonl', 'null\n')
    tree.write('home/.codex/sessions/rollout-2.jsonl', '[]\n"x"\n7')
    const found = await discover()
    expect(found.transcripts).toHaveLength(3)
    expect(found.skipped).toMatchObject([{ agent: 'claude-code', reason: 'binary' }])
  })

  it.skipIf(process.getuid?.() === 0)('tells of a folder that may not be read', async () => {
    const file = tree.write('home/.claude/projects/p/0.jsonl', '{}')
    chmodSync(dirname(file), 0)
    const found = await discover()
    chmodSync(dirname(file), 0o700)
    expect(found).toMatchObject({ transcripts: [], skipped: [{ agent: 'claude-code', reason: 'unreadable' }] })
  })
})

describe('transcripts that will be deleted', () => {
  const DAY = 86_400_000
  const now = Date.UTC(2026, 10, 20)
  const file = (path: string, days: number, agent = 'claude-code') => ({
    path: tree.path(path),
    agent,
    subagents: [],
    fingerprint: { size: 1, mtimeMs: now - days * DAY, hash: '' },
  })
  const expiring = async (files: ReturnType<typeof file>[]): Promise<[string, number][]> => {
    const machine = { env: {}, home: tree.path('home'), platform: 'linux' }
    const found = await findExpiring(files, machine, { now, withinDays: 7 })
    return found.map(({ path, deletedAt }) => [path.slice(tree.root.length + 1), (deletedAt - now) / DAY])
  }
  const a = 'home/.claude/projects/p/a.jsonl'
  const b = 'home/.claude/projects/p/b.jsonl'

  it('are those of Claude Code after 30 days, soonest first', async () => {
    expect(await expiring([file(a, 24), file(b, 29), file(a, 22), file(a, 40, 'codex')])).toEqual([
      [b, 1],
      [a, 6],
    ])
  })

  it('or after as many days as its settings say', async () => {
    tree.write('home/.claude/settings.json', '{"cleanupPeriodDays": 10}')
    expect(await expiring([file(a, 9), file(b, 2)])).toEqual([[a, 1]])
    tree.write('home/.claude/settings.json', 'null')
    expect(await expiring([file(a, 9)])).toEqual([])
  })
})
