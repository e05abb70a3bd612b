import { readdirSync, readFileSync } from 'node:fs'
import { type Session, type SessionEvent, type ToolCallEvent, toolCallsOf, turnsOf, usageOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { attachSubagents } from '../../attach-subagents.ts'
import { parseTranscript } from '../../parse-transcript.ts'
import { codex } from './index.ts'

const root = new URL('../../../fixtures/codex/', import.meta.url)
const samples = Object.fromEntries(
  readdirSync(root).map((name) => [name, new Uint8Array(readFileSync(new URL(`${name}/input.jsonl`, root)))]),
)

describeAgent({ id: 'codex', parse: (bytes) => parseTranscript(bytes, { agent: codex }), samples })

const session = (name: string): Session => parseTranscript(samples[name] as Uint8Array, { agent: codex }).value
const read = (...rows: unknown[]): Session =>
  parseTranscript(rows.map((row) => JSON.stringify(row)).join('\n'), { agent: codex }).value
const texts = (of: Session, type: 'prompt' | 'reply' | 'context'): string[] =>
  of.events.flatMap((event) => (event.type === type && 'text' in event ? [event.text] : []))
const call = (of: Session, callId: string): ToolCallEvent =>
  toolCallsOf(of).find((event) => event.callId === callId) as ToolCallEvent
const lifecycle = (of: Session): string[] =>
  of.events.flatMap((event: SessionEvent) =>
    event.type === 'lifecycle' ? [`${event.phase} ${event.detail ?? ''}`.trim()] : [],
  )

const item = (payload: unknown): unknown => ({ type: 'response_item', payload })
const event = (payload: unknown): unknown => ({ type: 'event_msg', payload })
const meta = (payload: object): unknown => ({ type: 'session_meta', payload: { id: 'own', cwd: '/w', ...payload } })
const output = (text: unknown): unknown => item({ type: 'function_call_output', call_id: 'c', output: text })
const shell = (cmd: string): unknown =>
  item({ type: 'function_call', name: 'exec_command', arguments: JSON.stringify({ cmd }), call_id: 'c' })
const count = (input: number, out: number, last = out): unknown =>
  event({
    type: 'token_count',
    info: {
      total_token_usage: { input_tokens: input, cached_input_tokens: 0, output_tokens: out },
      last_token_usage: { input_tokens: input, cached_input_tokens: 0, output_tokens: last },
    },
  })

describe('codex prompts and replies', () => {
  it('are counted once though each is told twice', () => {
    expect(texts(session('told-twice-0.118'), 'prompt')).toEqual(['Round totals once and run the tests', 'Commit it'])
    expect(texts(session('told-twice-0.118'), 'reply')).toEqual([
      'I will read both files.',
      'Totals are rounded once now; 3 tests pass.',
    ])
    expect(texts(session('items-0.169'), 'prompt')).toEqual(['Read both files'])
    expect(texts(session('items-0.169'), 'reply')).toEqual(['Both at once.', 'Moved and changed.'])
  })

  it('count equal words as often as they were said', () => {
    const say = (text: string): unknown[] => [
      item({ type: 'message', role: 'user', content: [{ type: 'input_text', text }] }),
      event({ type: 'user_message', message: text, images: [] }),
    ]
    expect(texts(read(meta({}), ...say('go on'), ...say('go on'), ...say('go on')), 'prompt')).toHaveLength(3)
    const only = item({ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'go on' }] })
    expect(texts(read(meta({}), only, only), 'prompt')).toHaveLength(2)
  })

  it('are one when the two tellings write a mention differently', () => {
    const of = read(
      meta({}),
      item({ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'see [$lint](/s/lint.md)' }] }),
      event({ type: 'user_message', message: 'see $lint', images: [] }),
    )
    expect(texts(of, 'prompt')).toEqual(['see [$lint](/s/lint.md)'])
  })

  it('leave out what Codex and editors write in the user’s name', () => {
    const of = session('resumed-and-steered-0.140')
    expect(texts(of, 'prompt')).toEqual([
      'What does total do?',
      'Plan a currency option',
      'and keep the default in euro',
      '[Image #1] match this',
    ])
    expect(of.events.flatMap((event) => (event.type === 'context' ? [event.kind] : []))).toEqual([
      'ide',
      'command',
      'skill',
      'notification',
    ])
    expect(of.events.find((event) => event.type === 'prompt' && event.images === 1)).toBeDefined()
  })

  it('do not start a turn when typed while the model worked', () => {
    const turns = turnsOf(session('resumed-and-steered-0.140')).filter(({ prompt }) => prompt !== undefined)
    expect(turns.map(({ prompt }) => prompt?.text)).toEqual([
      'What does total do?',
      'Plan a currency option',
      '[Image #1] match this',
    ])
  })

  it('of a sub-agent are instructions, because no human speaks there', () => {
    expect(texts(session('subagent-replay-0.130'), 'prompt')).toEqual([])
    expect(texts(session('subagent-replay-0.130'), 'context')).toEqual(['List the source files'])
  })
})

describe('codex tool calls', () => {
  it('know command and exit code in every dialect', () => {
    const dialects = ['unwrapped-2025', 'told-twice-0.118', 'items-0.169', 'code-mode-0.169', 'drifted-shapes']
    expect(
      dialects.map((name) => toolCallsOf(session(name)).find(({ command }) => command !== undefined)),
    ).toMatchObject([
      { name: 'shell', command: 'cat src/total.py', exitCode: 0, outcome: 'ok' },
      { name: 'shell_command', command: "sed -n '1,80p' src/total.ts", exitCode: 0, outcome: 'ok' },
      { name: 'exec_command', command: 'cat src/total.ts', exitCode: 0, outcome: 'ok' },
      { name: 'exec_command', command: 'cat src/total.ts', exitCode: 0, outcome: 'ok' },
      { name: 'run_shell_command', command: 'ls src | wc -l', exitCode: 0, outcome: 'ok' },
    ])
  })

  it('name the files of patches, however the patch was given', () => {
    const paths = (name: string): string[] =>
      toolCallsOf(session(name)).flatMap(({ files }) =>
        files
          .filter(({ operation }) => !/read|search|list/.test(operation))
          .map(({ path, operation }) => `${operation} ${path}`),
      )
    expect(paths('unwrapped-2025')).toContain('edit src/total.py')
    expect(paths('told-twice-0.118')).toEqual(['edit src/total.ts', 'create test/total.test.ts', 'edit README.md'])
    expect(paths('items-0.169')).toEqual(['rename src/total.ts'])
    expect(paths('code-mode-0.169')).toEqual(['edit src/total.ts', 'edit README.md'])
  })

  it('fail only by exit code, status or a documented answer', () => {
    const outcomeOf = (command: string, text: string): string =>
      toolCallsOf(read(meta({}), shell(command), output(text)))[0]?.outcome ?? ''
    const answer = (code: number, text: string): string =>
      `Exit code: ${code}\nWall time: 0.1 seconds\nOutput:\n${text}`
    expect(outcomeOf('npm run lint', answer(0, 'Found 0 errors\n'))).toBe('ok')
    expect(outcomeOf('grep -rn Error src', answer(0, 'a.ts: throw new Error("x")\n'))).toBe('ok')
    expect(outcomeOf('cat log.txt', answer(0, 'Error: something old\n'))).toBe('ok')
    expect(outcomeOf('cat log.txt', answer(0, 'Exit code: 3\nOutput:\n'))).toBe('ok')
    expect(outcomeOf('rg nothing src', answer(1, ''))).toBe('ok')
    expect(outcomeOf('rg nothing src', answer(2, 'bad pattern'))).toBe('error')
    expect(outcomeOf('npm test', answer(1, 'all fine\n'))).toBe('error')
    expect(outcomeOf('x', 'unsupported call: exec_command')).toBe('error')
    expect(outcomeOf('x', 'exec command rejected by user')).toBe('denied')
    expect(outcomeOf('x', 'aborted by user after 3.2s')).toBe('interrupted')
    expect(outcomeOf('x', '{"output":"no","metadata":{"exit_code":2,"duration_seconds":0.1}}')).toBe('error')
    expect(call(session('told-twice-0.118'), 'call_4').outcome).toBe('error')
    expect(call(session('told-twice-0.118'), 'call_7').outcome).toBe('interrupted')
    expect(call(session('items-0.169'), 'call_6').outcome).toBe('error')
  })

  it('asked for in one answer share its id, though each stands on a line of its own', () => {
    const twice = session('told-twice-0.118')
    expect(call(twice, 'call_1').responseId).toBe(call(twice, 'call_2').responseId)
    expect(call(twice, 'call_3').responseId).not.toBe(call(twice, 'call_2').responseId)
    expect(call(session('items-0.169'), 'call_2').responseId).toBe('resp_1')
    expect(
      toolCallsOf(session('code-mode-0.169'))
        .slice(0, 3)
        .map(({ responseId }) => responseId),
    ).toEqual(['resp_1', 'resp_1', 'resp_1'])
    const bare = toolCallsOf(session('unwrapped-2025')).map(({ responseId }) => responseId)
    expect(new Set(bare).size).toBe(bare.length)
  })

  it('of a script that was broken off are told by the script: their result comes when the turn is over', () => {
    const script = (callId: string): unknown =>
      item({
        type: 'custom_tool_call',
        name: 'exec',
        call_id: callId,
        input: 'await tools.exec_command({"cmd":"sleep 9"})',
      })
    const ended = (callId: string, text: string): unknown =>
      item({ type: 'custom_tool_call_output', call_id: callId, output: text })
    const ran = (id: string): unknown =>
      event({
        type: 'item_completed',
        item: { type: 'CommandExecution', id, command: ['sleep', '9'], status: 'failed' },
      })
    const rows = [
      meta({}),
      script('c1'),
      ended('c1', 'aborted by user after 2.5s'),
      event({ type: 'turn_aborted', reason: 'interrupted' }),
      ran('exec-1'),
    ]
    const told = (of: Session): string[] => toolCallsOf(of).map(({ name, outcome }) => `${name} ${outcome}`)
    expect(told(read(...rows))).toEqual(['exec interrupted'])
    expect(told(read(...rows, script('c2'), ran('exec-2'), ended('c2', 'done')))).toEqual([
      'exec interrupted',
      'exec_command error',
    ])
  })

  it('of a script are the session’s calls; the script is one only where nothing else tells', () => {
    expect(toolCallsOf(session('code-mode-0.169')).map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'exec_command ok',
      'exec_command ok',
      'exec_command ok',
      'apply_patch ok',
      'apply_patch error',
      'exec ok',
      'exec_command error',
      'exec error',
      'mcp__tracker__get_issue ok',
    ])
    expect(session('code-mode-0.169').toolsOffered).toEqual(['exec', 'spawn_agent', 'wait'])
  })

  it('that outlive their answer end with their process', () => {
    expect(call(session('items-0.169'), 'call_4')).toMatchObject({
      outcome: 'error',
      exitCode: 3,
      output: 'server starting\nbye\n',
    })
    const left = read(meta({}), shell('npm run dev'), output('Process running with session ID 7\nOutput:\nup\n'))
    expect(toolCallsOf(left)[0]).toMatchObject({ outcome: 'ok', background: true, output: 'up\n' })
  })

  it('carry verdicts of checks, commits and durations', () => {
    const of = session('told-twice-0.118')
    expect(call(of, 'call_5')).toMatchObject({ durationMs: 1540, checks: [{ kind: 'test', ok: true, passed: 3 }] })
    expect(call(of, 'call_6').commits).toEqual([{ sha: '1f2e3d4', branch: 'main', subject: 'Round totals once' }])
  })

  it('leave out commands that the user typed', () => {
    expect(toolCallsOf(session('resumed-and-steered-0.140')).map(({ name }) => name)).toEqual([
      'exec_command',
      'web_search',
      'web_search',
      'view_image',
    ])
  })
})

describe('codex usage', () => {
  it('is counted by response id where rows have one, totals and repeats left out', () => {
    const of = session('items-0.169')
    expect(of.responses.map(({ id }) => id)).toEqual([
      'resp_1',
      'resp_2',
      'resp_3',
      'resp_4',
      'resp_5',
      'resp_6',
      'resp_7',
    ])
    expect(usageOf(of)).toEqual({
      inputTokens: 3800,
      cacheReadTokens: 41300,
      cacheWriteTokens: 500,
      cacheWrite1hTokens: 0,
      outputTokens: 370,
      reasoningTokens: 30,
      webSearches: 1,
    })
    expect(of.droppedUsage.every(({ reason }) => reason === 'cumulative')).toBe(true)
  })

  it('is the difference of totals elsewhere; a repeated total adds nothing', () => {
    const of = session('told-twice-0.118')
    expect(of.responses).toHaveLength(6)
    expect(usageOf(of)).toMatchObject({ inputTokens: 10_000, cacheReadTokens: 60_000, outputTokens: 540 })
    expect(of.droppedUsage).toMatchObject([{ reason: 'repeat' }])
    expect(of.responses[0]).toMatchObject({ model: 'gpt-5.4', line: 14 })
  })

  it('starts anew when the total falls', () => {
    expect(usageOf(read(meta({}), count(100, 10), count(150, 15), count(40, 4)))).toMatchObject({
      inputTokens: 190,
      outputTokens: 19,
    })
  })

  it('counts records and totals of a file that two versions wrote, each answer once', () => {
    const record = {
      type: 'token_usage_record',
      payload: {
        thread_id: 'own',
        response_id: 'r1',
        usage: { input_tokens: 50, output_tokens: 5 },
        thread_token_usage: { input_tokens: 150, output_tokens: 15 },
      },
    }
    const of = read(meta({}), count(100, 10), record, record, count(150, 15), count(170, 17))
    expect(usageOf(of)).toMatchObject({ inputTokens: 170, outputTokens: 17 })
    expect(of.droppedUsage.map(({ reason }) => reason).sort()).toEqual(['cumulative', 'repeat'])
  })

  it('leaves out what a fork inherits and what a replay copies', () => {
    const fork = session('fork-by-reference-0.169')
    expect(fork.forkedFrom).toBe('019f1000-0001-7000-8000-000000000001')
    expect(usageOf(fork)).toMatchObject({ inputTokens: 1500, cacheReadTokens: 9500, outputTokens: 50 })
    const replay = session('subagent-replay-0.130')
    expect(usageOf(replay)).toMatchObject({ inputTokens: 500, cacheReadTokens: 1000, outputTokens: 80 })
    expect(replay.droppedUsage.map(({ reason }) => reason)).toEqual(['copied', 'copied', 'inherited'])
    expect(replay.responses.every(({ model }) => model === 'gpt-5.4-mini')).toBe(true)
  })

  it('leaves out turns imported from another agent', () => {
    expect(usageOf(session('imported-0.146'))).toMatchObject({ inputTokens: 500, outputTokens: 40 })
  })
})

describe('codex sessions', () => {
  it('of sub-agents hang below their parent and hold none of its history', () => {
    const child = session('subagent-0.169')
    const parent = session('spawns-a-subagent-0.169')
    expect(child.parent).toEqual({ sessionId: parent.id, agentType: 'reader' })
    expect(child.forkedFrom).toBeUndefined()
    expect(toolCallsOf(child).map(({ callId }) => callId)).toEqual(['call_1'])
    expect(call(parent, 'call_p').childId).toBe(child.id)
    const whole = attachSubagents(parent, [child])
    expect(whole.children[0]?.parent).toMatchObject({ callId: 'call_p' })
    expect(usageOf(whole).outputTokens).toBe(60 + 60)
  })

  it('tell model, mode, rewinds, errors, resumes and compactions', () => {
    const of = session('resumed-and-steered-0.140')
    expect(lifecycle(of)).toEqual([
      'turn_end',
      'model gpt-5.5',
      'mode plan',
      'rewind 1 turns',
      'api_error stream disconnected before completion: rate limit reached',
      'turn_end',
      'resume',
      'mode default',
      'mode review',
      'mode default',
      'turn_end',
    ])
    expect(of.title).toBe('Currency option')
    expect(of.events.filter(({ type }) => type === 'compaction')).toMatchObject([
      { trigger: 'auto', tokensBefore: 12_070, tokensAfter: 3000 },
    ])
  })

  it('of the first versions have their directory from the environment shown to the model', () => {
    expect(session('unwrapped-2025')).toMatchObject({ cwd: '/home/ada/shop', gitBranch: 'main', gitCommit: '4f1e9a7c' })
  })

  it('without a session row are named after their file', () => {
    const path = '/x/rollout-2026-03-04T10-00-00-019c0000-0001-7000-8000-000000000001.jsonl'
    const { value } = parseTranscript(JSON.stringify(count(1, 1)), { agent: codex, path })
    expect(value.id).toBe('019c0000-0001-7000-8000-000000000001')
  })

  it('of unknown rows keep all that is known, and count the rest', () => {
    const { diagnostics, coverage } = parseTranscript(samples['resumed-and-steered-0.140'] as Uint8Array)
    expect(diagnostics.filter(({ code }) => code === 'unknown_row')).toHaveLength(2)
    expect(coverage.lines - coverage.recognised).toBe(2)
  })

  it('damaged in every way are read around the damage', () => {
    const { value, diagnostics } = parseTranscript(samples['damaged'] as Uint8Array)
    expect(texts(value, 'prompt')).toEqual(['still here'])
    expect(diagnostics.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['bad_json', 'not_an_object', 'torn_line', 'bad_row']),
    )
  })
})
