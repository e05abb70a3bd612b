import { expect, it } from 'vitest'
import { expectTraceRecord } from '../fixtures/expect-trace-record.ts'
import { sampleSession, sampleSummary } from '../fixtures/sample-session.ts'
import { agentTrace } from './agent-trace.ts'

interface TraceLine {
  files: { path: string; conversations: { ranges: unknown[]; contributor: unknown }[] }[]
  vcs?: unknown
}
const recordOf = (text: string): TraceLine => JSON.parse(text) as TraceLine

it('writes records that the schema of the specification accepts', () => {
  for (const session of [sampleSession(), { summary: sampleSummary() }]) {
    expectTraceRecord(recordOf(agentTrace.write([session], { version: '1.2.3' })))
  }
})

it('tells the lines of a file that the session wrote whole, through its later edits, and none of a file it only edited', () => {
  const { files } = recordOf(agentTrace.write([sampleSession()], { version: '1' }))
  expect(files[0]?.path).toBe('src/new.ts')
  expect(files[0]?.conversations[0]?.ranges).toEqual([{ start_line: 1, end_line: 4 }])
  expect(files[1]?.conversations[0]?.ranges).toEqual([])
  expect(files[0]?.conversations[0]?.contributor).toEqual({ type: 'ai', model_id: 'anthropic/claude-sonnet-5' })
})

it('names the commit that was asked for before the one the session made', () => {
  const vcs = (options: { version: string; revision?: string }): unknown =>
    recordOf(agentTrace.write([sampleSession()], options)).vcs
  expect(vcs({ version: '1' })).toEqual({ type: 'git', revision: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678' })
  expect(vcs({ version: '1', revision: 'ffff' })).toEqual({ type: 'git', revision: 'ffff' })
})
