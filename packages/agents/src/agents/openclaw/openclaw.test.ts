import { readFileSync } from 'node:fs'
import { toolCallsOf, usageOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { openclaw } from './index.ts'

const fixture = (path: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../fixtures/${path}/input.jsonl`, import.meta.url)))
const sample = fixture('openclaw/gateway')

describeAgent({
  id: 'openclaw',
  parse: (bytes) => parseTranscript(bytes, { agent: openclaw }),
  samples: { gateway: sample },
})

describe('openclaw', () => {
  it('is told from Pi, whose format it writes, by one mark of its own', () => {
    expect(parseTranscript(sample).value.agent).toBe('openclaw')
    expect(parseTranscript(fixture('pi/branches')).value.agent).toBe('pi')
    const pi = new TextDecoder().decode(fixture('pi/branches'))
    const spawned = pi.replace('"name":"bash"', '"name":"sessions_spawn"')
    expect(parseTranscript(spawned).value.agent).toBe('openclaw')
  })

  it('takes the exit code of a command from its details, and paths under both names', () => {
    const [exec, read, spawn] = toolCallsOf(parseTranscript(sample).value)
    expect(exec).toMatchObject({ action: 'shell', command: 'df -h', outcome: 'error', exitCode: 1, durationMs: 812 })
    expect(read).toMatchObject({ outcome: 'error', files: [{ path: '/srv/log.txt', operation: 'read' }] })
    expect(spawn).toMatchObject({ action: 'subagent', outcome: 'ok' })
  })

  it('counts every message', () => {
    expect(usageOf(parseTranscript(sample).value)).toMatchObject({
      inputTokens: 55,
      outputTokens: 35,
      cacheReadTokens: 750,
      cacheWriteTokens: 700,
    })
  })
})
