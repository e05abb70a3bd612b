import { describe, expect, it } from 'vitest'
import { noUsage, SesError, type Session, turnsOf, usageOf, walkSessions } from './index.ts'

const empty: Session = { id: 's', agent: 'a', events: [], responses: [], droppedUsage: [], children: [] }

describe('turnsOf', () => {
  it('cuts at human prompts, and not at those typed while the agent worked', () => {
    const turns = turnsOf({
      ...empty,
      events: [
        { type: 'reply', id: '1', text: 'hello' },
        { type: 'prompt', id: '2', text: 'do' },
        { type: 'prompt', id: '3', text: 'and this', queued: true },
        { type: 'prompt', id: '4', text: 'next' },
      ],
    })
    expect(turns.map(({ index, prompt, events }) => [index, prompt?.id, events.length])).toEqual([
      [0, undefined, 1],
      [1, '2', 2],
      [2, '4', 1],
    ])
  })
})

describe('usageOf', () => {
  it('adds up a session with its sub-agents and counts a response that both hold once', () => {
    const response = { id: 'r1', usage: { ...noUsage, inputTokens: 5, outputTokens: 2 } }
    const child: Session = { ...empty, id: 'c', responses: [response, { ...response, id: 'r2' }] }
    const session = { ...empty, responses: [response], children: [child] }
    expect(usageOf(session)).toMatchObject({ inputTokens: 10, outputTokens: 4 })
    expect([...walkSessions(session)].map(({ id }) => id)).toEqual(['s', 'c'])
  })
})

it('a SesError carries its code, data and cause', () => {
  const cause = new Error('disk')
  expect(new SesError('write_failed', 'no', { data: { path: 'x' }, cause })).toMatchObject({
    name: 'SesError',
    code: 'write_failed',
    data: { path: 'x' },
    cause,
  })
})
