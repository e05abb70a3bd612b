import { readdirSync, readFileSync } from 'node:fs'
import type { Session, ToolCallEvent } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { hermes } from './index.ts'

const root = new URL('../../../fixtures/hermes/', import.meta.url)
const samplesIn = (file: string): Record<string, Uint8Array> =>
  Object.fromEntries(
    readdirSync(root)
      .filter((name) => readdirSync(new URL(name, root)).includes(file))
      .map((name) => [name, new Uint8Array(readFileSync(new URL(`${name}/${file}`, root)))]),
  )
const lines = samplesIn('input.jsonl')
const documents = samplesIn('input.json')
const parse = (bytes: Uint8Array) => parseTranscript(bytes, { agent: hermes })

describeAgent({ id: 'hermes', parse, samples: lines })
describeAgent({ id: 'hermes documents', parse, samples: documents, byLine: false })

const fromDocument: Session = parseTranscript(documents['document'] as Uint8Array).value
const fromRows: Session = parseTranscript(lines['rows'] as Uint8Array, {
  path: '/h/.hermes/sessions/20261102_1.jsonl',
}).value
const calls = (of: Session): ToolCallEvent[] =>
  of.events.filter((event): event is ToolCallEvent => event.type === 'tool')

describe.each([
  ['document', fromDocument],
  ['rows', fromRows],
])('hermes %s', (_, of) => {
  it("tells errors by the tools' own answers", () => {
    expect(calls(of).map(({ callId, outcome, exitCode }) => [callId, outcome, exitCode])).toEqual([
      ['c1', 'error', 1],
      ['c2', 'error', undefined],
      ['c3', 'ok', undefined],
      ['c4', 'error', undefined],
      ['c5', 'ok', 1],
    ])
    expect(calls(of)[0]).toMatchObject({
      command: 'npm test',
      output: 'Tests: 1 failed, 6 passed, 7 total',
      checks: [{ ok: false }],
    })
  })

  it('keeps human prompts only', () => {
    expect(of.events.flatMap((event) => (event.type === 'prompt' ? [[event.text, event.images ?? 0]] : []))).toEqual([
      ['Run the tests', 0],
      ['like this', 1],
    ])
    expect(of.events.filter(({ type }) => type === 'compaction')).toHaveLength(1)
  })
})

describe('hermes', () => {
  it('takes id, directory, times and tools from the document, and the id of rows from the file', () => {
    expect(fromDocument).toMatchObject({
      id: '20261102_090000_5e0c8a',
      cwd: '/home/ada/shop',
      toolsOffered: ['terminal', 'read_file'],
    })
    expect(calls(fromDocument)[2]?.files).toMatchObject([{ path: 'a.ts', operation: 'edit' }])
    expect(fromDocument.startedAt).toBeDefined()
    expect(fromRows.id).toBe('20261102_1')
  })
})
