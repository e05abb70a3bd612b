import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Session, toolCallsOf, usageOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { cline } from './index.ts'

const fixture = (name: string, file = 'input.json'): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../fixtures/cline/${name}/${file}`, import.meta.url)))
const parse = (bytes: Uint8Array) => parseTranscript(bytes, { agent: cline })

describeAgent({
  id: 'cline documents',
  parse,
  samples: { messages: fixture('messages'), subagent: fixture('subagent'), 'task-log': fixture('task-log') },
  byLine: false,
})
describeAgent({
  id: 'cline rows',
  parse,
  samples: { 'description-and-messages': fixture('description-and-messages', 'input.jsonl') },
})

const session = (name: string, file?: string): Session => parseTranscript(fixture(name, file)).value

describe('cline', () => {
  it('takes cached tokens out of the input', () => {
    expect(session('messages').responses.map(({ usage }) => [usage.inputTokens, usage.cacheReadTokens])).toEqual([
      [120, 1000],
      [200, 1200],
      [30, 0],
    ])
  })

  it('calls a command failed by its own report, and reads its exit code', () => {
    expect(toolCallsOf(session('messages')).map(({ name, outcome, exitCode }) => [name, outcome, exitCode])).toEqual([
      ['read_files', 'ok', undefined],
      ['run_commands', 'error', 1],
      ['editor', 'ok', undefined],
      ['run_commands', 'ok', 0],
      ['spawn_agent', 'ok', undefined],
    ])
  })

  it('joins the commands and the files of one call', () => {
    const [read, run] = toolCallsOf(session('messages'))
    expect(read?.files.map(({ path }) => path)).toEqual(['/w/shop/total.ts', '/w/shop/b.ts'])
    expect(run?.command).toBe("cd web && npm test\nls 'my dir'")
  })

  it('takes the envelope off a prompt', () => {
    expect(session('messages').events[0]).toMatchObject({ type: 'prompt', text: 'Round the totals' })
  })

  it('adds what the description tells, and none of its sums', () => {
    const of = session('description-and-messages', 'input.jsonl')
    expect(of).toMatchObject({ title: 'Rounding', cwd: '/w/shop', gitBranch: 'main', agentVersion: '3.0.65' })
    expect(of.droppedUsage).toEqual([{ line: 1, reason: 'cumulative' }])
    expect(usageOf(of)).toEqual(usageOf(session('messages')))
  })

  it("makes a sub-agent's file a session with a parent and without prompts", () => {
    expect(session('subagent')).toMatchObject({
      parent: { sessionId: '1795000000000_ab12c' },
      events: [{ type: 'context', kind: 'instructions' }, { type: 'reply' }],
    })
  })

  it('reads the log of a task of the editor extensions', () => {
    const path = '/x/globalStorage/saoudrizwan.claude-dev/tasks/1795000000000/ui_messages.json'
    const parsed = parseTranscript(fixture('task-log'), { path })
    const of = parsed.value
    expect(of.id).toBe('1795000000000')
    expect(of.events.flatMap((event) => (event.type === 'prompt' ? [event.text] : []))).toEqual([
      'Round the totals',
      'up',
    ])
    expect(toolCallsOf(of).map(({ name, outcome }) => [name, outcome])).toEqual([
      ['readFile', 'pending'],
      ['editedExistingFile', 'pending'],
      ['newFileCreated', 'pending'],
      ['command', 'ok'],
      ['use_mcp_server', 'pending'],
    ])
    expect(usageOf(of)).toMatchObject({
      inputTokens: 105,
      cacheReadTokens: 1900,
      cacheWriteTokens: 50,
      outputTokens: 39,
    })
    expect(of.responses[0]?.model).toBe('acme-large')
    expect(parsed.diagnostics).toMatchObject([{ code: 'unknown_row', count: 1 }])
  })

  const corpus = process.env['SES_CORPUS']
  const folder = join(dirname(corpus ?? ''), 'live/scripted/cline')
  const files =
    corpus === undefined || !existsSync(folder)
      ? []
      : readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /sessions\/.*\.json$/.test(name))

  it.skipIf(files.length === 0)('reads what the real program wrote, to its own totals (SES_CORPUS)', () => {
    expect(files.length).toBeGreaterThanOrEqual(9)
    for (const name of files) {
      const text = readFileSync(join(folder, name), 'utf8')
      const { value, coverage } = parseTranscript(text, { path: name })
      expect(value.agent).toBe('cline')
      expect(coverage.recognised).toBe(coverage.lines)
      if (!name.endsWith('.messages.json')) continue
      const { messages } = JSON.parse(text) as { messages: { metrics?: Record<string, number> }[] }
      const sum = (key: string): number => messages.reduce((total, { metrics }) => total + (metrics?.[key] ?? 0), 0)
      expect(usageOf(value)).toMatchObject({
        inputTokens: sum('inputTokens') - sum('cacheReadTokens'),
        outputTokens: sum('outputTokens'),
        cacheReadTokens: sum('cacheReadTokens'),
      })
      if (name.includes('fix-bug'))
        expect(usageOf(value)).toMatchObject({ inputTokens: 735, outputTokens: 255, cacheReadTokens: 30000 })
    }
  })
})
