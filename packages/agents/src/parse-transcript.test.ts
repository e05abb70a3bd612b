import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createTranscriptParser, keepText, parseTranscript } from './index.ts'

const sample = readFileSync(new URL('../fixtures/claude-code/edit-and-test/input.jsonl', import.meta.url))

it('tells the agent from the content, whatever the file is called', () => {
  expect(parseTranscript(sample, { path: '/x/opencode/session.txt' }).value.agent).toBe('claude-code')
})

it('reads a transcript that starts with rows no agent knows', () => {
  const noise = '{"silly":"row"}\n'.repeat(100)
  const { value, coverage } = parseTranscript(`${noise}${sample.toString('utf8')}`)
  expect(value.agent).toBe('claude-code')
  expect(coverage.lines - coverage.recognised).toBe(100)
})

it('calls a format unknown when no agent knows it, or fewer than half of its lines', () => {
  const foreign = parseTranscript('{"speaker":"me"}\n'.repeat(3))
  expect(foreign.value).toMatchObject({ agent: 'unknown', events: [] })
  expect(foreign.diagnostics).toMatchObject([{ code: 'unknown_format' }])
  const changed = sample
    .toString('utf8')
    .replaceAll('"type":"assistant"', '"type":"reply-v9"')
    .replaceAll('"type":"user"', '"type":"ask-v9"')
  expect(parseTranscript(changed).diagnostics).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'unknown_format', message: expect.stringContaining('Claude Code 2.1.220') }),
    ]),
  )
})

it('reads a document that is one JSON value over many lines', () => {
  const rows = sample
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const { value } = parseTranscript(JSON.stringify(rows, null, 2))
  expect(value.events.map(({ type }) => type)).toEqual(parseTranscript(sample).value.events.map(({ type }) => type))
})

it('reads lines although the first one looks like the start of a document', () => {
  const { value, diagnostics } = parseTranscript(`{\n${sample.toString('utf8')}`)
  expect(value.agent).toBe('claude-code')
  expect(diagnostics).toMatchObject([{ code: 'bad_json', count: 1 }])
})

it('keeps of each text what the policy returns, and nothing else of the transcript', () => {
  const roles = new Set<string>()
  const parser = createTranscriptParser((_, role) => {
    roles.add(role)
    return `<${role}>`
  })
  parser.push(sample)
  const text = JSON.stringify(parser.end().value)
  expect([...roles].sort()).toEqual([
    'after',
    'before',
    'command',
    'detail',
    'input',
    'output',
    'path',
    'prompt',
    'reply',
    'thinking',
    'title',
  ])
  for (const word of ['coupon', 'rounding', 'total.ts', 'vitest', '/home/ada']) expect(text).not.toContain(word)
})

it('gives the same session for any chunks', () => {
  const whole = parseTranscript(sample)
  for (const size of [1, 13, 4096]) {
    const parser = createTranscriptParser(keepText)
    for (let at = 0; at < sample.length; at += size) parser.push(sample.subarray(at, at + size))
    expect(parser.end()).toEqual(whole)
  }
})

it('reads on from an empty input to a growing file without losing or repeating an event', () => {
  const lines = sample.toString('utf8').trimEnd().split('\n')
  let before: string[] = []
  for (let count = 0; count <= lines.length; count++) {
    const ids = parseTranscript(lines.slice(0, count).join('\n')).value.events.map(({ id }) => id)
    expect(ids.slice(0, before.length)).toEqual(before)
    before = ids
  }
})
