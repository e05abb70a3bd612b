import { readdirSync, rmSync } from 'node:fs'
import { parseTranscript } from '@ses/agents'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findTranscripts } from '../find-transcripts.ts'
import { createTree, row, type TemporaryTree } from '../fixtures/temporary-tree.ts'
import { readTranscript } from '../read-transcript.ts'
import type { TranscriptFile } from '../transcript-file.ts'
import { fileLayouts } from './index.ts'

let tree: TemporaryTree
beforeEach(() => {
  tree = createTree()
})
afterEach(() => tree.remove())

async function find(...paths: string[]): Promise<string[][]> {
  const { transcripts } = await findTranscripts(paths.map((path) => tree.path(path)))
  return transcripts.map(tree.shape)
}

async function only(path: string): Promise<TranscriptFile> {
  const { transcripts } = await findTranscripts([tree.path(path)])
  expect(transcripts).toHaveLength(1)
  return transcripts[0] as TranscriptFile
}

async function textOf(file: TranscriptFile): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of readTranscript(file)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

it('every file of the folder is in the list, and the reverse', () => {
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.slice(0, -3))
    .filter((name) => name !== 'index' && name !== 'file-layout')
  expect(fileLayouts.map(({ agent }) => agent).sort()).toEqual(files.sort())
})

describe('Gemini CLI', () => {
  const id = '4b80c9f2-1111-4111-8111-111111111111'
  const chats = 'tmp/p/chats'
  const header = (session: string): string => row({ sessionId: session, projectHash: 'h', kind: 'main' })

  it('puts sub-agents with the session that their folder names', async () => {
    tree.write(`${chats}/session-2026-11-20T08-04-4b80c9f2.jsonl`, header(id))
    tree.write(`${chats}/session-2026-11-20T09-04-4b80c9f2.jsonl`, header('4b80c9f2-2222'))
    tree.write(`${chats}/${id}/a1.jsonl`, header('sub-a1'))
    tree.write(`${chats}/lost-session/b1.jsonl`, header('sub-b1'))
    const family = [`${chats}/session-2026-11-20T08-04-4b80c9f2.jsonl`, `${chats}/${id}/a1.jsonl`]
    const other = [`${chats}/session-2026-11-20T09-04-4b80c9f2.jsonl`]
    expect(await find('.')).toEqual([family, other, [`${chats}/lost-session/b1.jsonl`]])
    expect(await find(family[0] as string)).toEqual([family])
  })

  it('takes a document and the rows it was moved into as one', async () => {
    tree.write(`${chats}/session-2026-01-01T08-04-4b80c9f2.json`, `{\n  "sessionId": "${id}",\n  "messages": []\n}`)
    tree.write(`${chats}/session-2026-01-01T08-04-4b80c9f2.jsonl`, header(id))
    tree.write(`${chats}/session-2026-01-02T08-04-00000000.json`, '{ "sessionId": "00000000-1" }')
    const [older, rows, other] = readdirSync(tree.path(chats))
      .sort()
      .map((name) => [`${chats}/${name}`]) as string[][]
    expect(await find('.')).toEqual([rows, other])
    expect(await find(rows?.[0] as string)).toEqual([rows])
    expect(await find(older?.[0] as string), 'asked for by name').toEqual([older])
  })
})

it('Qwen Code puts sub-agents with the chat of their folder’s name', async () => {
  tree.write('p/chats/s1.jsonl', row({ sessionId: 's1' }))
  tree.write('p/subagents/s1/agent-explore-c1.jsonl', row({ sessionId: 's1' }))
  tree.write('p/subagents/s1/agent-explore-c1.meta.json', '{}')
  tree.write('p/subagents/s2/agent-lost.jsonl', row({ sessionId: 's2' }))
  const family = ['p/chats/s1.jsonl', 'p/subagents/s1/agent-explore-c1.jsonl']
  expect(await find('.')).toEqual([family, ['p/subagents/s2/agent-lost.jsonl']])
  expect(await find('p/chats/s1.jsonl')).toEqual([family])
})

it('Kimi puts sub-agents with the main agent', async () => {
  for (const agent of ['main', 'agent-0', 'agent-1'])
    tree.write(`w/s1/agents/${agent}/wire.jsonl`, row({ type: 'metadata' }))
  tree.write('w/s1/state.json', '{}')
  const family = ['main', 'agent-0', 'agent-1'].map((agent) => `w/s1/agents/${agent}/wire.jsonl`)
  expect(await find('w/s1/agents')).toEqual([family])
  expect(await find(family[0] as string)).toEqual([family])
})

it('Cursor puts sub-agents with their conversation', async () => {
  tree.write('t/c1/c1.jsonl', row({ role: 'user' }))
  tree.write('t/c1/subagents/x.jsonl', row({ role: 'user' }))
  tree.write('t/c2.jsonl', row({ role: 'user' }))
  tree.write('t/c2/subagents/y.jsonl', row({ role: 'user' }))
  const found = [
    ['t/c1/c1.jsonl', 't/c1/subagents/x.jsonl'],
    ['t/c2.jsonl', 't/c2/subagents/y.jsonl'],
  ]
  expect((await find('.')).sort()).toEqual(found)
  expect(await find('t/c1/c1.jsonl')).toEqual([found[0]])
})

describe('Cline', () => {
  it('reads the description, then the messages, and sub-agents apart', async () => {
    const origin = { version: '3.0.65' }
    tree.write('s/1_a/1_a.json', JSON.stringify({ session_id: '1_a', messages_path: 'x', cwd: '/w' }, null, 2))
    const messages = [{ id: 'm1', role: 'user', content: '<user_input mode="act">Tidy up</user_input>', ts: 1 }]
    tree.write(
      's/1_a/1_a.messages.json',
      JSON.stringify({ sessionId: '1_a', agent: 'lead', origin, messages }, null, 2),
    )
    tree.write('s/1_a/agent_9.messages.json', JSON.stringify({ sessionId: '9', agent: 'subagent', messages: [] }))
    const family = ['s/1_a/1_a.json + s/1_a/1_a.messages.json', 's/1_a/agent_9.messages.json']
    expect(await find('.')).toEqual([family])
    expect(await find('s/1_a/1_a.json')).toEqual([family])
    expect(await find('s/1_a/1_a.messages.json'), 'a part stands for the whole').toEqual([family])
    const { value, coverage } = parseTranscript(await textOf(await only('s/1_a/1_a.json')))
    expect(coverage).toMatchObject({ lines: 2, recognised: 2 })
    expect(value).toMatchObject({ id: '1_a', agent: 'cline', cwd: '/w', events: [{ type: 'prompt', text: 'Tidy up' }] })
  })
})

describe('Factory droid', () => {
  beforeEach(() => {
    const tokenUsage = {
      inputTokens: 3,
      outputTokens: 4,
      cacheCreationTokens: 0,
      cacheReadTokens: 0,
      thinkingTokens: 0,
    }
    tree.write('w/a.jsonl', row({ type: 'session_start', id: 'a', title: 't', owner: 'o', cwd: '/w' }))
    tree.write('w/a.settings.json', JSON.stringify({ model: 'm', tokenUsage }, null, 2))
    const caller = { callingSessionId: 'a', callingToolUseId: 'call_1' }
    tree.write('w/b.jsonl', row({ type: 'session_start', id: 'b', title: 't', owner: 'o', ...caller }))
    tree.write('w/b.settings.json', JSON.stringify({ tokenUsage }))
  })
  const family = ['w/a.jsonl + w/a.settings.json', 'w/b.jsonl + w/b.settings.json']

  it('reads the rows, then the settings, and puts sub-agents with their caller', async () => {
    expect(await find('.')).toEqual([family])
    expect(await find('w/a.jsonl')).toEqual([family])
    const file = await only('w/a.jsonl')
    expect(file.subagents).toMatchObject([{ callId: 'call_1' }])
    const { value, coverage } = parseTranscript(await textOf(file))
    expect(coverage).toMatchObject({ lines: 2, recognised: 2 })
    expect(value).toMatchObject({
      id: 'a',
      agent: 'droid',
      responses: [{ usage: { inputTokens: 3, outputTokens: 4 } }],
    })
  })

  it('leaves out a part that has gone since it was found, and fails when the rows have', async () => {
    const file = await only('w/a.jsonl')
    rmSync(tree.path('w/a.settings.json'))
    expect(parseTranscript(await textOf(file)).coverage.lines).toBe(1)
    rmSync(tree.path('w/a.jsonl'))
    await expect(textOf(file)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('counts a damaged part instead of failing', async () => {
    tree.write('w/a.settings.json', '{ "model": ')
    const { value, diagnostics } = parseTranscript(await textOf(await only('w/a.jsonl')))
    expect(value.id).toBe('a')
    expect(diagnostics).toMatchObject([{ count: 1 }])
  })

  it('changes its fingerprint when any of the files does', async () => {
    const before = (await only('w/a.jsonl')).fingerprint.hash
    tree.write('w/b.settings.json', '{"more":1}')
    expect((await only('w/a.jsonl')).fingerprint.hash).not.toBe(before)
  })
})

it('Kiro reads the description, then the rows', async () => {
  tree.write('sessions/cli/k1.json', '{}')
  tree.write('sessions/cli/k1.jsonl', '{}')
  tree.write('sessions/w/sess_2/session.json', '{}')
  tree.write('sessions/w/sess_2/messages.jsonl', '{}')
  const found = [
    ['sessions/cli/k1.json + sessions/cli/k1.jsonl'],
    ['sessions/w/sess_2/session.json + sessions/w/sess_2/messages.jsonl'],
  ]
  expect(await find('.')).toEqual(found)
  expect(await find('sessions/cli/k1.jsonl')).toEqual([found[0]])
  expect((await only('sessions/cli/k1.json')).path).toBe(tree.path('sessions/cli/k1.jsonl'))
})

describe('the tree of OpenCode', () => {
  beforeEach(() => {
    const time = { created: 1_795_000_000_000, updated: 1_795_000_000_001 }
    const session = (id: string, parentID?: string): void => {
      tree.write(
        `storage/session/p/${id}.json`,
        JSON.stringify({ id, parentID, directory: '/w', time, version: '1.1.0' }),
      )
      const message = { id: `msg_${id}`, sessionID: id, role: 'user', time }
      tree.write(`storage/message/${id}/msg_${id}.json`, JSON.stringify(message, null, 2))
      const part = { id: `prt_${id}`, sessionID: id, messageID: `msg_${id}`, type: 'text', text: `Ask ${id}` }
      tree.write(`storage/part/msg_${id}/prt_${id}.json`, JSON.stringify(part))
    }
    session('ses_a')
    session('ses_b', 'ses_a')
    session('ses_c', 'ses_b')
  })

  it.each([['.'], ['storage/session'], ['storage/session/p/ses_a.json']])(
    'is one transcript with its sub-agents: %s',
    async (path) => {
      const file = await only(path)
      expect(file.path).toBe(tree.path('storage/session/p/ses_a.json'))
      const { value, coverage } = parseTranscript(await textOf(file))
      expect(coverage).toMatchObject({ lines: 9, recognised: 9 })
      expect(value).toMatchObject({
        id: 'ses_a',
        events: [{ text: 'Ask ses_a' }],
        children: [{ id: 'ses_b', children: [{ id: 'ses_c' }] }],
      })
    },
  )

  it('notices a part that has grown', async () => {
    const before = (await only('.')).fingerprint
    tree.write('storage/part/msg_ses_c/prt_ses_c.json', '{"more":"than before"}')
    expect((await only('.')).fingerprint.hash).not.toBe(before.hash)
  })

  it('is not read beside a database that holds sessions, and is beside one that holds none', async () => {
    const { opencodeDatabase } = await import('../fixtures/sample-databases.ts')
    tree.write('opencode.db', await opencodeDatabase([]))
    expect(await find('.')).toHaveLength(1)
    tree.write('opencode.db', await opencodeDatabase([{ id: 'ses_a', prompt: 'Ask' }]))
    expect(await find('.')).toEqual([['opencode.db#ses_a']])
  })
})
