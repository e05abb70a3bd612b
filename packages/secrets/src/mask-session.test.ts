import type { Session, SessionEvent } from '@ses/model'
import { describe, expect, it } from 'vitest'
import { maskSession } from './mask-session.ts'
import { createMasker } from './masker.ts'

const SECRET = 'gh' + 'p_' + 'a8Fk2Lm9Qz4Xv7Rt1Yw6Bn3Hs5Jd0Pc2GkVe'
const TEXT = `export GITHUB_TOKEN=${SECRET}`
const ID = 'id-3f9a'

type EventOf<Type extends SessionEvent['type']> = Required<Extract<SessionEvent, { type: Type }>>

/** Every event with every field: a field added to the model does not compile here until it is listed. */
const base = { id: ID, at: 1, line: 1 }
const prompt: EventOf<'prompt'> = { ...base, type: 'prompt', text: TEXT, images: 1, queued: true }
const context: EventOf<'context'> = { ...base, type: 'context', kind: 'other', text: TEXT }
const reply: EventOf<'reply'> = { ...base, type: 'reply', text: TEXT, responseId: ID }
const thinking: EventOf<'thinking'> = { ...base, type: 'thinking', text: TEXT, responseId: ID }
const tool: EventOf<'tool'> = {
  ...base,
  type: 'tool',
  callId: ID,
  name: 'Bash',
  action: 'shell',
  responseId: ID,
  input: JSON.stringify({ password: 'kT9-sPq2', note: TEXT, count: 1 }),
  command: TEXT,
  commandKinds: ['run'],
  files: [{ path: TEXT, operation: 'rename', to: TEXT, before: TEXT, after: TEXT, addedLines: 1, removedLines: 1 }],
  outcome: 'ok',
  exitCode: 0,
  durationMs: 1,
  output: TEXT,
  outputLength: 1,
  checks: [{ kind: 'test', ok: true }],
  commits: [{ sha: 'abc1234', branch: TEXT, subject: TEXT }],
  childId: ID,
  background: true,
}
const compaction: EventOf<'compaction'> = {
  ...base,
  type: 'compaction',
  trigger: 'auto',
  tokensBefore: 1,
  tokensAfter: 1,
  summary: TEXT,
}
const lifecycle: EventOf<'lifecycle'> = { ...base, type: 'lifecycle', phase: 'start', detail: TEXT }
const leaf: Required<Omit<Session, 'parent'>> = {
  id: ID,
  agent: 'claude-code',
  agentVersion: '1.0.0',
  title: TEXT,
  cwd: TEXT,
  gitBranch: TEXT,
  gitCommit: 'abc1234',
  startedAt: 1,
  endedAt: 2,
  forkedFrom: ID,
  toolsOffered: ['Bash'],
  events: [prompt, context, reply, thinking, tool, compaction, lifecycle],
  responses: [],
  droppedUsage: [],
  children: [],
}
const session: Session = { ...leaf, children: [{ ...leaf, parent: { sessionId: ID } }] }

describe('masking a session', () => {
  const masked = maskSession(session, createMasker())

  it('leaves the secret in no text, of the session or its children', () => {
    expect(JSON.stringify(session)).toContain(SECRET)
    expect(JSON.stringify(masked)).not.toContain(SECRET)
    expect(JSON.stringify(masked)).not.toContain('kT9-sPq2')
  })

  it('changes nothing but texts: what holds no secret is the same, with the same keys', () => {
    const restored = JSON.stringify(masked)
      .replace(/\[masked:github-token:[0-9a-f]{4}\]/g, SECRET)
      .replace(/\[masked:password:[0-9a-f]{4}\]/g, 'kT9-sPq2')
    expect(sorted(JSON.parse(restored))).toEqual(sorted(session))
  })

  it('keeps a tool input that is JSON parseable', () => {
    const event = masked.events.find((candidate) => candidate.type === 'tool')
    expect(JSON.parse(event?.type === 'tool' ? (event.input ?? '') : '')).toMatchObject({ count: 1 })
  })

  it('leaves out what the session leaves out', () => {
    const { id, agent } = leaf
    const bare: Session = {
      id,
      agent,
      events: [{ id: 'e1', type: 'lifecycle', phase: 'end' }],
      responses: [],
      droppedUsage: [],
      children: [],
    }
    expect(maskSession(bare, createMasker())).toStrictEqual(bare)
  })
})

/** The value with object keys in order. */
function sorted(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
