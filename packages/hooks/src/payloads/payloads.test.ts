import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Payload } from '../hook-identity.ts'
import { identifyHook, payloadForm } from '../identify-hook.ts'
import { payloadForms } from './index.ts'

const KEYS = [
  'session_id',
  'sessionId',
  'sessionID',
  'conversation_id',
  'taskId',
  'thread-id',
  'transcript_path',
  'cwd',
  'workspace_roots',
  'workspaceRoots',
  'workspaceInfo',
  'sessionContext',
  'agent_id',
  'parent_agent_id',
  'event',
  'input',
  'output',
  'properties',
  'info',
  'type',
  'reason',
  'prompt',
  'hook_event_name',
  '__proto__',
  'constructor',
  'toString',
] as const
const EVENTS = [
  'SessionStart',
  'stop',
  'chat.message',
  'dispose',
  'session.idle',
  '__proto__',
  'constructor',
  '',
  '\0',
  'Unheard-Of',
]

const anything = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.string(), fc.constant(null), fc.boolean(), fc.double(), fc.constantFrom(...EVENTS)),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('node'), { maxKeys: 6 }),
  ),
})).node

describe('the forms of payloads', () => {
  it('are one file each, and every file is named in the list', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter(
      (name) => !/^(index|payloads\.test)\.ts$/.test(name),
    )
    expect(payloadForms.map(({ agent }) => `${agent}.ts`).sort()).toEqual(files.sort())
  })

  it.each([...payloadForms.map(({ agent }) => agent), 'someone-new'])(
    '%s: never throws and answers in texts, whatever comes',
    (agent) => {
      fc.assert(
        fc.property(
          fc.dictionary(fc.constantFrom(...KEYS), anything),
          fc.oneof(fc.constantFrom(...EVENTS), fc.string()),
          (payload, event) => {
            const { kind, ...fields } = identifyHook(agent, payload as Payload, event)
            expect(['start', 'prompt', 'tool', 'turn_end', 'session_end', 'other']).toContain(kind)
            for (const value of Object.values(fields)) expect(typeof value).toBe('string')
            expect(Object.values(fields)).not.toContain('')
          },
        ),
        { numRuns: 300 },
      )
    },
  )

  it.each(payloadForms.map((form) => [form.agent, form] as const))(
    '%s: keeps an event it has never heard of as `other`',
    (_, form) => {
      expect(form.identify({ session_id: 's1', sessionID: 's1' }, 'BrandNewEvent').kind).toBe('other')
    },
  )
})

describe('whose and what a call is', () => {
  const head = { session_id: 's1', transcript_path: '/t/s1.jsonl', cwd: '/p' }
  const mine = { sessionId: 's1', transcriptPath: '/t/s1.jsonl', cwd: '/p' }

  it.each([
    ['claude-code', 'SessionStart', head, { ...mine, kind: 'start' }],
    ['claude-code', 'post-tool-use', { ...head, agent_id: 'a1' }, { ...mine, kind: 'tool', agentId: 'a1' }],
    ['claude-code', '', { ...head, hook_event_name: 'Stop' }, { ...mine, kind: 'turn_end' }],
    ['claude-code', 'SessionEnd', { ...head, reason: 'clear' }, { ...mine, kind: 'session_end', endReason: 'clear' }],
    ['claude-code', 'SubagentStop', head, { ...mine, kind: 'other' }],
    ['codex', 'Interrupt', head, { ...mine, kind: 'turn_end' }],
    [
      'codex',
      'notify',
      { type: 'agent-turn-complete', 'thread-id': 't1', cwd: '/p' },
      { sessionId: 't1', cwd: '/p', kind: 'turn_end' },
    ],
    ['codex', 'PreToolUse', { ...head, transcript_path: null }, { sessionId: 's1', cwd: '/p', kind: 'tool' }],
    ['gemini-cli', 'BeforeModel', head, { ...mine, kind: 'other' }],
    ['gemini-cli', 'AfterAgent', head, { ...mine, kind: 'turn_end' }],
    ['qwen-code', 'UserPromptSubmit', { ...head, prompt: 'x', submitted_prompt: 'x' }, { ...mine, kind: 'prompt' }],
    ['qwen-code', 'UserPromptSubmit', { ...head, prompt: '' }, { ...mine, kind: 'other' }],
    [
      'copilot-cli',
      'agentStop',
      { sessionId: 's1', transcriptPath: '/t', cwd: '/p' },
      { sessionId: 's1', transcriptPath: '/t', cwd: '/p', kind: 'turn_end' },
    ],
    ['copilot-cli', 'UserPromptSubmit', head, { ...mine, kind: 'prompt' }],
    [
      'copilot-cli',
      'agentStop',
      { sessionId: 'c', agentId: 'c', parentAgentId: 's1' },
      { sessionId: 's1', agentId: 'c', parentId: 's1', kind: 'other' },
    ],
    [
      'cursor',
      'postToolUse',
      { conversation_id: 'c1', session_id: 'c1', cwd: '/p/sub', workspace_roots: ['/p'] },
      { sessionId: 'c1', cwd: '/p', kind: 'tool' },
    ],
    [
      'cursor',
      'sessionEnd',
      { conversation_id: 'c1', reason: 'completed' },
      { sessionId: 'c1', kind: 'session_end', endReason: 'completed' },
    ],
    [
      'cline',
      'TaskStart',
      { taskId: 'conv_1', sessionContext: { rootSessionId: 'r1' }, workspaceRoots: ['/p'], agent_id: 'a1' },
      { sessionId: 'r1', cwd: '/p', kind: 'start' },
    ],
    [
      'cline',
      'TaskComplete',
      { taskId: 'conv_2', sessionContext: { rootSessionId: 'r1' }, agent_id: 'a2', parent_agent_id: 'a1' },
      { sessionId: 'r1', agentId: 'a2', parentId: 'a1', kind: 'other' },
    ],
    [
      'droid',
      'Stop',
      { sessionId: 's1', transcriptPath: '/t' },
      { sessionId: 's1', transcriptPath: '/t', kind: 'turn_end' },
    ],
    [
      'opencode',
      'tool.execute.before',
      { input: { tool: 'read', sessionID: 's1', callID: 'c' }, output: { args: {} } },
      { sessionId: 's1', kind: 'tool' },
    ],
    [
      'opencode',
      'event',
      { event: { type: 'session.idle', properties: { sessionID: 's1' } } },
      { sessionId: 's1', kind: 'turn_end' },
    ],
    [
      'opencode',
      'event:session.created',
      {
        input: {
          event: { type: 'session.created', properties: { info: { id: 's2', parentID: 's1', directory: '/p' } } },
        },
      },
      { sessionId: 's2', parentId: 's1', cwd: '/p', kind: 'other' },
    ],
    ['opencode', 'dispose', { sessionID: 's1' }, { sessionId: 's1', kind: 'session_end', endReason: 'dispose' }],
    ['someone-new', 'SessionEnd', { conversationId: 'x' }, { sessionId: 'x', kind: 'session_end' }],
  ] as const)('%s %s', (agent, event, payload, expected) => {
    expect(identifyHook(agent, payload, event)).toEqual(expected)
  })

  it('takes an agent it does not know, by the keys agents have in common', () => {
    expect(payloadForm('someone-new').agent).toBe('someone-new')
    expect(payloadForm('__proto__').identify({ taskId: 't' }, 'x')).toEqual({ sessionId: 't', kind: 'other' })
  })
})
