import { readdirSync, readFileSync } from 'node:fs'
import type { Session, ToolCallEvent } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { antigravity } from './index.ts'

const root = new URL('../../../fixtures/antigravity/', import.meta.url)
const samples = Object.fromEntries(
  readdirSync(root).map((name) => [name, new Uint8Array(readFileSync(new URL(`${name}/input.jsonl`, root)))]),
)

describeAgent({ id: 'antigravity', parse: (bytes) => parseTranscript(bytes, { agent: antigravity }), samples })

const path = '/h/.gemini/antigravity-cli/brain/5d0c8a1e/.system_generated/logs/transcript.jsonl'
const session: Session = parseTranscript(samples['steps'] as Uint8Array, { path }).value
const calls = session.events.filter((event): event is ToolCallEvent => event.type === 'tool')

describe('antigravity', () => {
  it('pairs results with calls by kind, whatever their order, and takes steps without a call for calls', () => {
    expect(calls.map(({ name, outcome, exitCode }) => [name, outcome, exitCode])).toEqual([
      ['list_dir', 'ok', undefined],
      ['run_command', 'error', 1],
      ['write_to_file', 'ok', undefined],
      ['view_file', 'error', undefined],
      ['VIEW_FILE', 'ok', undefined],
      ['RUN_COMMAND', 'ok', 0],
      ['search_web', 'interrupted', undefined],
    ])
    expect(calls[1]).toMatchObject({
      command: 'npm test',
      output: 'Tests: 1 failed, 6 passed, 7 total\n',
      checks: [{ ok: false }],
    })
  })

  it('reads arguments that are JSON texts one by one, and files that steps name', () => {
    expect(calls[0]?.files).toMatchObject([{ path: '/home/ada/shop', operation: 'list' }])
    expect(calls[2]?.files).toMatchObject([{ path: '/home/ada/shop/notes.md', operation: 'create', after: 'n\n' }])
    expect(calls[4]?.files).toMatchObject([{ path: '/home/ada/shop/a.txt', operation: 'read' }])
  })

  it('keeps human prompts only, without what the editor adds', () => {
    expect(session.events.flatMap((event) => (event.type === 'prompt' ? [event.text] : []))).toEqual([
      'List the files.',
      'And now?',
    ])
    expect(session.events.flatMap((event) => (event.type === 'lifecycle' ? [event.detail] : []))).toEqual([
      '429',
      'Gemini 3.5 Pro',
    ])
  })

  it('is named after its folder and has no usage', () => {
    expect(session.id).toBe('5d0c8a1e')
    expect(session.responses).toEqual([])
  })
})
