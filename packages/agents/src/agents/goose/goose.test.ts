import { readFileSync } from 'node:fs'
import { type Session, toolCallsOf, usageOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { goose } from './index.ts'

const fixture = (path: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../fixtures/goose/${path}`, import.meta.url)))
const parse = (bytes: Uint8Array) => parseTranscript(bytes, { agent: goose })
const rows = fixture('database-rows/input.jsonl')
const old = fixture('old-lines/input.jsonl')

describeAgent({ id: 'goose rows', parse, samples: { 'database-rows': rows, 'old-lines': old } })
describeAgent({ id: 'goose documents', parse, samples: { export: fixture('export/input.json') }, byLine: false })

const session: Session = parseTranscript(rows).value

describe('goose', () => {
  it('counts the ledger request by request and leaves the sums of the session aside', () => {
    expect(
      session.responses.map(({ usage }) => [usage.inputTokens, usage.cacheReadTokens, usage.cacheWriteTokens]),
    ).toEqual([
      [100, 800, 100],
      [300, 0, 0],
    ])
    expect(session.droppedUsage).toEqual([{ line: 1, reason: 'cumulative' }])
  })

  it('falls back on the sums where there is no ledger', () => {
    const of = parseTranscript(old, { path: '/h/goose/sessions/20251118_122640.jsonl' }).value
    expect(of.id).toBe('20251118_122640')
    expect(of.responses).toMatchObject([{ aggregate: true, usage: { inputTokens: 600, outputTokens: 100 } }])
  })

  it('calls a result an error by status or flag alone, and a call that could not be made too', () => {
    expect(toolCallsOf(session).map(({ name, outcome }) => [name, outcome])).toEqual([
      ['developer__shell', 'error'],
      ['developer__text_editor', 'ok'],
      ['developer__text_editor', 'error'],
      ['unknown', 'error'],
    ])
  })

  it('tells viewing from changing by the command of the editor tool', () => {
    expect(toolCallsOf(session).flatMap(({ files }) => files.map(({ operation }) => operation))).toEqual([
      'read',
      'edit',
    ])
  })

  it('keeps messages that the human never saw out of the prompts', () => {
    expect(session.events.flatMap((event) => (event.type === 'prompt' ? [event.text] : []))).toEqual([
      'Round the totals',
    ])
  })

  it('reads times of the database as UTC', () => {
    expect(session.startedAt).toBe(1795000000000)
    expect(session.endedAt).toBe(Date.UTC(2026, 10, 18, 12, 26, 50))
  })

  it('reads an export, and does not mix two sessions', () => {
    expect(usageOf(parse(fixture('export/input.json')).value)).toMatchObject({ inputTokens: 10, outputTokens: 4 })
    expect(parse(rows).diagnostics).toMatchObject([{ code: 'bad_row', count: 1, line: 11 }])
  })
})
