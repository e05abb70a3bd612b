import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resumableAgents } from './agents/index.ts'
import { placeTranscript, resumeCommand } from './place-transcript.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ses-home-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const ID = 'aaaaaaaa-1111-4111-8111-111111111111'
const content = Buffer.from('{"type":"user"}\n')
const place = (agent: string, file: string, more: object = {}) =>
  placeTranscript({ agent, session: ID, file, content, project: '/work/my shop', home, env: {}, ...more })

describe('a transcript', () => {
  it('is placed where its agent looks for it', () => {
    const rollout = `rollout-2026-03-01T10-00-00-${ID}.jsonl`
    mkdirSync(join(home, '.gemini'))
    writeFileSync(join(home, '.gemini/projects.json'), JSON.stringify({ projects: { '/work/my shop': 'my-shop' } }))
    expect([
      place('claude-code', `${ID}.jsonl`),
      place('codex', rollout),
      place('gemini-cli', 'session-2026-03-01T10-00-aaaaaaaa.jsonl'),
      place('qwen-code', `${ID}.jsonl`),
    ]).toEqual([
      {
        outcome: 'placed',
        path: join(home, `.claude/projects/-work-my-shop/${ID}.jsonl`),
        command: ['claude', '--resume', ID],
      },
      { outcome: 'placed', path: join(home, '.codex/sessions/2026/03/01', rollout), command: ['codex', 'resume', ID] },
      {
        outcome: 'placed',
        path: join(home, '.gemini/tmp/my-shop/chats/session-2026-03-01T10-00-aaaaaaaa.jsonl'),
        command: ['gemini', '--resume', ID],
      },
      {
        outcome: 'placed',
        path: join(home, `.qwen/projects/-work-my-shop/chats/${ID}.jsonl`),
        command: ['qwen', '--resume', ID],
      },
    ])
  })

  it('is never placed over one that differs, nor twice, and leaves no other file', () => {
    expect(place('claude-code', 'x').outcome).toBe('placed')
    expect(place('claude-code', 'x').outcome).toBe('there')
    expect(place('claude-code', 'x', { content: Buffer.from('other') }).outcome).toBe('kept')
    const folder = join(home, '.claude/projects/-work-my-shop')
    expect(readdirSync(folder)).toEqual([`${ID}.jsonl`])
    expect(readFileSync(join(folder, `${ID}.jsonl`))).toEqual(content)
  })

  it('is not placed where its agent would not find it, and the reason is told', () => {
    for (const impossible of [
      place('cursor', 'x'),
      place('codex', '../../evil.jsonl'),
      place('gemini-cli', 'session-x.jsonl'),
      place('claude-code', 'x', { project: `/${'long/'.repeat(60)}` }),
      place('claude-code', 'x', { session: '../../evil' }),
      place('claude-code', 'x', { session: '--dangerous' }),
    ]) {
      expect(impossible).toEqual({ outcome: 'impossible', reason: expect.stringMatching(/./) })
    }
    expect(readdirSync(home)).toEqual([])
    expect(resumeCommand('claude-code', '-x')).toBeUndefined()
  })

  it('can be placed by every agent of the folder', () => {
    const files = readdirSync(new URL('agents/', import.meta.url)).filter((name) => name !== 'index.ts')
    expect(resumableAgents.map(({ agent }) => `${agent}.ts`).sort()).toEqual(files.sort())
  })
})
