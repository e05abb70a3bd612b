import type { Session } from '@ses/model'
import { buildSession } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { joinHookSession } from './join-hook-session.ts'

const session = (agent: string, outcome: 'ok' | 'pending' | 'denied', fields: object = {}): Session =>
  buildSession({ agent })
    .prompt('go')
    .shell('npm test', { outcome, callId: 'c1', ...fields })
    .build()

describe('joining transcript and hooks', () => {
  it('completes what the transcript left open, and changes nothing else', () => {
    const joined = joinHookSession(session('codex', 'pending'), session('codex', 'denied', { durationMs: 7 }))
    expect(joined.events).toMatchObject([{ type: 'prompt' }, { outcome: 'denied', durationMs: 7 }])
    const told = session('codex', 'ok', { durationMs: 5 })
    expect(joinHookSession(told, session('codex', 'denied', { durationMs: 7 }))).toEqual(told)
  })

  it('takes the events where there is no transcript, or one of another agent is no help', () => {
    const hooks = session('codex', 'ok')
    const none: Session = { ...session('unknown', 'ok'), events: [] }
    expect(joinHookSession(none, hooks)).toBe(hooks)
    const other = session('claude-code', 'ok')
    expect(joinHookSession(other, hooks)).toBe(other)
    expect(joinHookSession(hooks, { ...hooks, events: [] })).toBe(hooks)
  })

  it('takes the events of Cursor, unless they began in the middle', () => {
    const transcript = session('cursor', 'pending')
    const hooks = session('cursor', 'ok')
    expect(joinHookSession(transcript, hooks)).toBe(hooks)
    const late: Session = { ...hooks, events: hooks.events.filter(({ type }) => type !== 'prompt') }
    expect(joinHookSession(transcript, late).events).toHaveLength(2)
  })
})
