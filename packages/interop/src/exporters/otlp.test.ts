import { expect, it } from 'vitest'
import { expectOtlp } from '../fixtures/expect-otlp.ts'
import { sampleSession, sampleSummary } from '../fixtures/sample-session.ts'
import type { Span } from '../otlp/spans-of.ts'
import { otlp } from './otlp.ts'

const lines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

it('writes what the published protobuf messages hold, and nothing else', () => {
  const [traces, metrics] = lines(otlp.write([sampleSession()], { version: '1.2.3' }))
  expectOtlp(traces ?? {}, metrics ?? {})
})

const spansIn = (text: string): Span[] => {
  const [request] = lines(text) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }[]
  return request?.resourceSpans[0]?.scopeSpans[0]?.spans ?? []
}
const attribute = (span: Span | undefined, key: string): unknown =>
  Object.values(span?.attributes.find((each) => each.key === key)?.value ?? {})[0]

it('hangs responses, calls and sub-agents below the run of the agent, in one trace with ids of the right length', () => {
  const spans = spansIn(otlp.write([sampleSession()], { version: '1' }))
  const root = spans[0]
  expect(root?.parentSpanId).toBe(undefined)
  expect(spans.map(({ name }) => name)).toContain('execute_tool Bash')
  const explore = spans.find(({ name }) => name === 'invoke_agent Explore')
  const caller = spans.find(({ spanId }) => spanId === explore?.parentSpanId)
  expect(attribute(caller, 'gen_ai.operation.name')).toBe('execute_tool')
  expect(new Set(spans.map(({ traceId }) => traceId))).toHaveLength(1)
  expect(new Set(spans.map(({ spanId }) => spanId))).toHaveLength(spans.length)
  for (const { traceId, spanId } of spans) expect(`${traceId} ${spanId}`).toMatch(/^[0-9a-f]{32} [0-9a-f]{16}$/)
  for (const span of spans) expect(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano)).toBe(true)
})

it('counts cached tokens as input, as the conventions want, and tells them apart', () => {
  const chat = spansIn(otlp.write([sampleSession()], { version: '1' })).find(({ name }) => name.startsWith('chat'))
  expect(attribute(chat, 'gen_ai.usage.input_tokens')).toBe('1100')
  expect(attribute(chat, 'gen_ai.usage.cache_read.input_tokens')).toBe('1000')
  expect(attribute(chat, 'ses.cost.usd')).toBe(0.01)
})

it('marks a failed call as an error and gives it its length', () => {
  const bash = spansIn(otlp.write([sampleSession()], { version: '1' })).find(({ name }) => name === 'execute_tool Bash')
  expect(bash?.status.code).toBe(2)
  expect(attribute(bash, 'error.type')).toBe('error')
  expect(BigInt(bash?.endTimeUnixNano ?? 0) - BigInt(bash?.startTimeUnixNano ?? 0)).toBe(1_500_000_000n)
})

it('tells the run alone when only the summary is left', () => {
  const spans = spansIn(otlp.write([{ summary: sampleSummary() }], { version: '1' }))
  expect(spans.map(({ name }) => name)).toEqual(['invoke_agent claude-code'])
  expect(attribute(spans[0], 'gen_ai.usage.input_tokens')).toBe('1120')
})
