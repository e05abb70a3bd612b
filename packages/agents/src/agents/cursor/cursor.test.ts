import { readFileSync } from 'node:fs'
import { type Session, toolCallsOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { cursor } from './index.ts'

const sample = new Uint8Array(
  readFileSync(new URL('../../../fixtures/cursor/agent-transcript/input.jsonl', import.meta.url)),
)

describeAgent({
  id: 'cursor',
  parse: (bytes) => parseTranscript(bytes, { agent: cursor }),
  samples: { 'agent-transcript': sample },
})

const session = (path?: string): Session => parseTranscript(sample, path === undefined ? {} : { path }).value
const kinds = (of: Session): unknown[] =>
  of.events.flatMap((event) => (event.type === 'prompt' ? [event.text] : event.type === 'context' ? [event.kind] : []))

describe('cursor', () => {
  it('takes what the human typed out of what the editor put around it', () => {
    expect(kinds(session())).toEqual(['ide', 'Round the totals once', 'ide', '<div> must stay\n[Image]', 'go on'])
    expect(session().events.find((event) => event.type === 'prompt' && event.images === 1)).toBeDefined()
  })

  it('records no times, results, models or tokens, and invents none', () => {
    const of = session()
    expect(of.startedAt).toBeUndefined()
    expect(of.responses).toEqual([])
    expect(new Set(toolCallsOf(of).map(({ outcome }) => outcome))).toEqual(new Set(['pending']))
    expect(JSON.stringify(of)).not.toContain('"at"')
  })

  it('puts the calls of one row into one batch', () => {
    const [read, grep, replace] = toolCallsOf(session())
    expect(read?.responseId).toBe(grep?.responseId)
    expect(replace?.responseId).not.toBe(grep?.responseId)
  })

  it('finds the files of edits, patches and deletions', () => {
    expect(
      toolCallsOf(session()).flatMap(({ files }) => files.map(({ path, operation }) => `${operation} ${path}`)),
    ).toEqual([
      'read /w/shop/total.ts',
      'search /w/shop',
      'edit /w/shop/total.ts',
      'write /w/shop/new.ts',
      'delete /w/shop/old.ts',
      'edit total.ts',
    ])
    expect(
      toolCallsOf(session())
        .map(({ action }) => action)
        .slice(-3),
    ).toEqual(['shell', 'mcp', 'subagent'])
  })

  it('names a session after its file, and a sub-agent after its own, below its parent', () => {
    expect(session('/h/.cursor/projects/p/agent-transcripts/c1/c1.jsonl').id).toBe('c1')
    const child = session('/h/.cursor/projects/p/agent-transcripts/c1/subagents/s1.jsonl')
    expect(child).toMatchObject({ id: 's1', parent: { sessionId: 'c1' } })
    expect(kinds(child)).toContain('instructions')
    expect(child.events.some(({ type }) => type === 'prompt')).toBe(false)
  })

  it('makes an id of the first text when there is no file name, the same when the transcript has grown', () => {
    const half = sample.subarray(0, 900)
    expect(parseTranscript(half).value.id).toBe(session().id)
    expect(session().id).toMatch(/^[0-9a-f]{16}$/)
  })

  it('tells how turns ended', () => {
    expect(
      session().events.flatMap((event) => (event.type === 'lifecycle' ? [[event.phase, event.detail]] : [])),
    ).toEqual([
      ['turn_end', undefined],
      ['api_error', 'quota exceeded'],
      ['interrupt', undefined],
    ])
  })
})
