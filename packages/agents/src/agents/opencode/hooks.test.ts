import type { Session, ToolCallEvent } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { FIRST_AT, type HookLine, parseRecorded, recordedHooks } from '../../fixtures/recorded-hooks.ts'
import { parseHookEvents } from '../../hook-events.ts'

const sessionID = 'ses_1'
const bus = (type: string, properties: object): HookLine => [
  'event',
  { input: { event: { id: 'evt', type, properties } } },
]
const message = (id: string, more: object): object => ({ id, sessionID, time: { created: FIRST_AT }, ...more })
const tokens = { input: 10, output: 20, reasoning: 5, total: 135, cache: { read: 100, write: 0 } }
const part = (id: string, more: object): HookLine =>
  bus('message.part.updated', { sessionID, part: { id, sessionID, messageID: 'msg_2', ...more } })
const input = { filePath: '/home/ada/shop/a.ts' }

const sample: readonly HookLine[] = [
  bus('session.created', {
    info: { id: sessionID, version: '1.18.33', directory: '/home/ada/shop', time: { created: FIRST_AT } },
  }),
  [
    'chat.message',
    {
      input: { sessionID },
      output: {
        message: message('msg_1', { role: 'user' }),
        parts: [{ id: 'prt_1', type: 'text', text: '"use b here"', sessionID, messageID: 'msg_1' }],
      },
    },
  ],
  bus('message.updated', {
    info: message('msg_2', {
      role: 'assistant',
      modelID: 'm',
      providerID: 'p',
      tokens: { input: 0, output: 0, cache: {} },
    }),
  }),
  part('prt_2', { type: 'tool', tool: 'read', callID: 'call_1', state: { status: 'running', input } }),
  ['tool.execute.before', { input: { tool: 'read', sessionID, callID: 'call_1' }, output: { args: input } }],
  part('prt_2', {
    type: 'tool',
    tool: 'read',
    callID: 'call_1',
    state: { status: 'error', input, error: 'File not found', time: { start: FIRST_AT, end: FIRST_AT + 9 } },
  }),
  part('prt_3', { type: 'text', text: 'It is gone.' }),
  bus('message.updated', { info: message('msg_2', { role: 'assistant', modelID: 'm', providerID: 'p', tokens }) }),
  bus('session.idle', { sessionID }),
  bus('plugin.added', { id: 'x' }),
  ['dispose', {}],
]

describeAgent({ id: 'opencode hooks', parse: parseRecorded, samples: { sample: recordedHooks('opencode', sample) } })

const calls = (of: Session): ToolCallEvent[] => of.events.filter((event) => event.type === 'tool')

describe('hooks of opencode', () => {
  it('are read as the rows of its database are, usage included', () => {
    const parsed = parseHookEvents(recordedHooks('opencode', sample))
    expect(parsed.diagnostics).toEqual([])
    expect(parsed.ended).toMatchObject({ line: 11, reason: 'dispose' })
    expect(parsed.session).toMatchObject({ agentVersion: '1.18.33', cwd: '/home/ada/shop' })
    expect(parsed.session.events.map((event) => ('text' in event ? event.text : event.type))).toEqual([
      'use b here',
      'tool',
      'It is gone.',
    ])
    expect(calls(parsed.session)).toMatchObject([{ callId: 'call_1', outcome: 'error', durationMs: 9 }])
    expect(parsed.session.responses).toMatchObject([
      { id: 'msg_2', usage: { inputTokens: 10, cacheReadTokens: 100, outputTokens: 25, reasoningTokens: 5 } },
    ])
  })

  it('tell calls by the hooks around a tool where its parts were not passed on', () => {
    const { session } = parseHookEvents(
      recordedHooks('opencode', [
        bus('session.created', { info: { id: sessionID, directory: '/home/ada/shop' } }),
        [
          'tool.execute.before',
          { input: { tool: 'bash', sessionID, callID: 'c1' }, output: { args: { command: 'npm test' } } },
        ],
        [
          'tool.execute.after',
          { input: { tool: 'bash', sessionID, callID: 'c1' }, output: { output: '1 failed', metadata: { exit: 1 } } },
        ],
        ['tool.execute.before', { input: { tool: 'read', sessionID, callID: 'c2' }, output: { args: input } }],
        [
          'experimental.text.complete',
          { input: { sessionID, messageID: 'msg_9', partID: 'prt_9' }, output: { text: 'One fails.' } },
        ],
      ]),
    )
    expect(calls(session)).toMatchObject([
      { callId: 'c1', command: 'npm test', exitCode: 1, outcome: 'error' },
      { callId: 'c2', outcome: 'pending' },
    ])
    expect(session.events.some((event) => event.type === 'reply' && event.text === 'One fails.')).toBe(true)
  })

  it('take events of the bus under their own names, too', () => {
    const { session } = parseHookEvents(
      recordedHooks('opencode', [
        ['session.created', { info: { id: sessionID, directory: '/home/ada/shop' } }],
        ['message.updated', { type: 'message.updated', properties: { info: message('msg_1', { role: 'user' }) } }],
        [
          'message.part.updated',
          {
            event: {
              type: 'message.part.updated',
              properties: { part: { id: 'p', type: 'text', text: 'hello', sessionID, messageID: 'msg_1' } },
            },
          },
        ],
      ]),
    )
    expect(session.events).toMatchObject([{ type: 'prompt', text: 'hello' }])
  })
})
