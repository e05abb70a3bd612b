import { readFileSync } from 'node:fs'
import { toolCallsOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { amp } from './index.ts'

const sample = new Uint8Array(readFileSync(new URL('../../../fixtures/amp/thread/input.json', import.meta.url)))

describeAgent({
  id: 'amp',
  parse: (bytes) => parseTranscript(bytes, { agent: amp }),
  samples: { thread: sample },
  byLine: false,
})

const session = parseTranscript(sample).value

describe('amp', () => {
  it('counts an answer once, though message and ledger tell it, and requests that left no message', () => {
    expect(session.responses.map(({ id, usage }) => [id.split(':')[1], usage.inputTokens, usage.outputTokens])).toEqual(
      [
        ['message-1', 10, 40],
        ['message-3', 70, 20],
        ['message-5', 5, 6],
        ['ledger-l2', 90, 8],
      ],
    )
    expect(session.droppedUsage.map(({ reason }) => reason)).toEqual(['repeat'])
  })

  it('calls cache writes of OpenAI models input, which is how they are billed', () => {
    expect(session.responses.find(({ model }) => model === 'gpt-acme')?.usage).toMatchObject({
      inputTokens: 70,
      cacheWriteTokens: 0,
      cacheReadTokens: 2500,
    })
  })

  it('tells outcomes by the status of the run and the exit code', () => {
    expect(toolCallsOf(session).map(({ name, outcome }) => [name, outcome])).toEqual([
      ['Read', 'ok'],
      ['Bash', 'error'],
      ['edit_file', 'ok'],
      ['create_file', 'error'],
      ['Bash', 'denied'],
      ['oracle', 'interrupted'],
      ['Grep', 'pending'],
    ])
  })

  it('knows the working directory, branch and commit', () => {
    expect(session).toMatchObject({ cwd: '/w/my shop', gitBranch: 'main', gitCommit: '0123abc', title: 'Rounding' })
    expect(toolCallsOf(session)[0]?.files).toMatchObject([{ path: 'total.ts' }])
  })
})
