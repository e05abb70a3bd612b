import { readFileSync } from 'node:fs'
import { type Session, toolCallsOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { createTranscriptParser, parseTranscript } from '../../parse-transcript.ts'
import { keepText } from '../../text-policy.ts'
import { specstory } from './index.ts'

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../fixtures/specstory/${name}/input.md`, import.meta.url)))
const samples = { retold: fixture('retold'), editor: fixture('editor') }

describeAgent({
  id: 'specstory',
  parse: (bytes) => parseTranscript(bytes, { agent: specstory }),
  samples,
  byLine: false,
})

const session: Session = parseTranscript(samples.retold).value

describe('specstory', () => {
  it('is told by the first line of the text, in chunks of any size', () => {
    for (const size of [1, 50, 100_000]) {
      const parser = createTranscriptParser(keepText)
      for (let at = 0; at < samples.retold.length; at += size) parser.push(samples.retold.subarray(at, at + size))
      expect(parser.end()).toEqual(parseTranscript(samples.retold))
    }
    expect(parseTranscript('# Notes\n\n_**User**_\n\nhello\n').value.agent).toBe('unknown')
  })

  it('reads who said what and when', () => {
    expect(session).toMatchObject({
      id: '5a000000-0000-4000-8000-000000000001',
      startedAt: Date.UTC(2026, 10, 18, 12, 26, 40),
    })
    expect(session.events.map((event) => `${event.type} ${'text' in event ? event.text : ''}`.trim())).toEqual([
      'prompt Round the totals\n\n---\n\nas I said',
      'thinking Look first.',
      'reply I run the tests.',
      'tool',
      'lifecycle',
      'tool',
      'tool',
      'reply All done.',
      'prompt Thanks',
    ])
  })

  it('takes command, path and failure from what the tools print, and headings in outputs for text', () => {
    expect(toolCallsOf(session).map(({ name, action, outcome }) => [name, action, outcome])).toEqual([
      ['Bash', 'shell', 'ok'],
      ['Read', 'read', 'pending'],
      ['Frob', 'other', 'error'],
    ])
    expect(toolCallsOf(session)[0]).toMatchObject({
      command: 'npm test',
      checks: [{ kind: 'test', ok: true, passed: 3 }],
    })
    expect(toolCallsOf(session)[1]?.files).toMatchObject([{ path: '/w/shop/total.ts', operation: 'read' }])
  })

  it('makes one child of what all sub-agents said', () => {
    expect(session.children).toMatchObject([
      {
        id: `${session.id}-sidechain`,
        parent: { sessionId: session.id },
        events: [{ type: 'reply' }, { type: 'tool', name: 'Grep' }],
      },
    ])
  })

  it('reads files without times and zones', () => {
    const of = parseTranscript(samples.editor).value
    expect(of).toMatchObject({ id: '5b000000-0000-4000-8000-000000000002', title: 'Rounding (2026-11-18 12:26)' })
    expect(of.startedAt).toBeUndefined()
    expect(of.events.slice(0, 2)).toMatchObject([{ type: 'prompt', text: 'Where is it rounded?' }, { type: 'reply' }])
  })

  it('reads results without a fence and commands of several lines', () => {
    const [edit, bash] = toolCallsOf(parseTranscript(samples.editor).value)
    expect(edit).toMatchObject({ outcome: 'ok', files: [{ path: '/w/shop/total.ts', operation: 'edit' }] })
    expect(bash).toMatchObject({ command: 'cd web\ngrep -rn round src', output: 'src/a.ts:3', outcome: 'ok' })
  })
})
