import { describe, expect, it } from 'vitest'
import { createEventStreamReader } from './event-stream-reader.ts'
import { createJsonPicker } from './json-picker.ts'

function read(text: string, size = Number.POSITIVE_INFINITY): unknown[] {
  const found: unknown[] = []
  const reader = createEventStreamReader(createJsonPicker(['n'], (fields) => found.push(fields['n'])))
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) reader.write(bytes.subarray(at, at + size))
  return found
}

describe('createEventStreamReader', () => {
  const stream =
    '\ufeffevent: a\nid: 1\ndata: {"n":1}\n\n: comment {"n":9}\ndata:{"n":\ndata:2}\n\ndatas: {"n":8}\n\ndata\n\ndata: [DONE]\n\ndata: {"n":3}\n\n'

  it.each(['\n', '\r\n', '\r'])('reads the data of events with lines that end by %j, in pieces of any size', (end) => {
    const text = stream.replaceAll('\n', end)
    for (const size of [1, 2, 3, 7, 64, 10_000]) expect(read(text, size)).toEqual([1, 2, 3])
  })

  it('begins anew after an event that is no JSON', () => {
    expect(read('data: {"a":"\n\ndata: {"n":1}\n\n')).toEqual([1])
  })
})
