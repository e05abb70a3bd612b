import { expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'

const row = (id: string, usage: object): string =>
  JSON.stringify({
    type: 'assistant',
    uuid: `uuid-${id}`,
    parentUuid: null,
    isSidechain: false,
    sessionId: 'aaaaaaaa-1111-4111-8111-111111111111',
    requestId: `req_${id}`,
    version: '2.1.220',
    timestamp: '2026-03-05T10:00:00.000Z',
    message: { id: `msg_${id}`, role: 'assistant', model: 'claude-opus-4-6', content: [], usage },
  })

it('tells a response of fast mode under the id that has its price', () => {
  const usage = { input_tokens: 1, output_tokens: 2 }
  const rows = [row('1', { ...usage, speed: 'fast' }), row('2', { ...usage, speed: 'standard' }), row('3', usage)]
  const { responses } = parseTranscript(rows.join('\n')).value
  expect(responses.map(({ model }) => model)).toEqual(['claude-opus-4-6-fast', 'claude-opus-4-6', 'claude-opus-4-6'])
})
