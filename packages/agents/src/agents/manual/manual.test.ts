import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { type HookLine, parseRecorded, recordedHooks } from '../../fixtures/recorded-hooks.ts'
import { parseHookEvents } from '../../hook-events.ts'
import { parseTranscript } from '../../parse-transcript.ts'

const told: readonly HookLine[] = [
  ['start', { task: 'Fix the rounding', cwd: '/home/ada/shop', agent: 'my-agent' }],
  ['note', { text: 'totals are rounded per line' }],
  ['log-ai', { provider: 'openai', model: 'gpt-4o', prompt_tokens: 1000, cached_tokens: 400, completion_tokens: 50 }],
  ['log-ai', { provider: 'acme', model: 'acme-1', total_tokens: 300, cost_usd: 0.25 }],
  [
    'end',
    {
      reason: 'ended',
      notes: 'done',
      git: {
        files: [
          { path: 'src/total.ts', operation: 'edit', added: 3, removed: 1 },
          { path: 'old.md', operation: 'rename', to: 'new.md' },
        ],
        commits: [{ sha: '0123456789abcdef0123456789abcdef01234567', branch: 'main', subject: 'Round once' }],
      },
    },
  ],
]
const bytes = recordedHooks('manual', told)

describeAgent({ id: 'manual', parse: parseRecorded, samples: { told: bytes } })
describeAgent({ id: 'manual', parse: (input) => parseTranscript(input), samples: { told: bytes } })

describe('a session told by hand', () => {
  it('is the task, the notes, the responses, and what git reported', () => {
    const { session, ended } = parseHookEvents(bytes)
    expect(session).toMatchObject({
      id: 's-1',
      agent: 'manual',
      cwd: '/home/ada/shop',
      events: [
        { type: 'lifecycle', phase: 'start', detail: 'my-agent' },
        { type: 'prompt', text: 'Fix the rounding' },
        { type: 'reply', text: 'totals are rounded per line' },
        {
          type: 'tool',
          name: 'git',
          outcome: 'ok',
          files: [
            { path: 'src/total.ts', operation: 'edit', addedLines: 3, removedLines: 1 },
            { path: 'old.md', operation: 'rename', to: 'new.md' },
          ],
          commits: [{ sha: '0123456789abcdef0123456789abcdef01234567', branch: 'main', subject: 'Round once' }],
        },
        { type: 'reply', text: 'done' },
        { type: 'lifecycle', phase: 'end', detail: 'ended' },
      ],
      responses: [
        {
          id: 'told-3',
          model: 'gpt-4o',
          provider: 'openai',
          usage: { inputTokens: 600, cacheReadTokens: 400, outputTokens: 50 },
        },
        { id: 'told-4', model: 'acme-1', costUsd: 0.25, aggregate: true, usage: { inputTokens: 300, outputTokens: 0 } },
      ],
    })
    expect(ended).toMatchObject({ line: 5, reason: 'ended' })
  })

  it('is read the same from its events as a transcript', () => {
    expect(parseTranscript(bytes).value).toEqual(parseHookEvents(bytes).session)
  })

  it('that was started twice is resumed, with a new prompt only where the task is another', () => {
    const [start = ['start', {}]] = told
    const phases = (lines: readonly HookLine[]): unknown =>
      parseHookEvents(recordedHooks('manual', lines)).session.events.map((event) =>
        event.type === 'lifecycle' ? event.phase : event.type,
      )
    expect(phases([start, start])).toEqual(['start', 'prompt', 'resume'])
    expect(phases([start, ['start', { task: 'And the tests' }]])).toEqual(['start', 'prompt', 'resume', 'prompt'])
  })

  it('stays ended when a response is told late, and counts it', () => {
    const late = [...told, ['log-ai', { model: 'gpt-4o', prompt_tokens: 1 }] as HookLine]
    const { session, ended, workLine } = parseHookEvents(recordedHooks('manual', late))
    expect([session.responses.length, ended?.line, workLine]).toEqual([3, 5, 1])
  })

  it('that is damaged is read as far as it can be', () => {
    const odd: readonly HookLine[] = [
      ['start', { cwd: 7 }],
      ['note', {}],
      ['log-ai', { model: 'm', prompt_tokens: -5, completion_tokens: 'x', cached_tokens: 9, cost_usd: -1 }],
      ['end', { git: { files: [{ path: 'a', operation: 'read' }, null, 7], commits: [{ sha: 'not hex' }] } }],
    ]
    const { session } = parseHookEvents(recordedHooks('manual', odd))
    expect(session.events.map(({ type }) => type)).toEqual(['lifecycle', 'lifecycle'])
    expect(session.responses).toMatchObject([{ model: 'm', usage: { inputTokens: 0, cacheReadTokens: 0 } }])
    expect(session.responses[0]).not.toHaveProperty('costUsd')
  })
})
