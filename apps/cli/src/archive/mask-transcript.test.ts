import { createMasker } from '@ses/secrets'
import { describe, expect, it } from 'vitest'
import { maskTranscript } from './mask-transcript.ts'
import { formOf } from './transcript-form.ts'

const KEY = ['AKIA', 'QX7TRB2MNWLDZ5KP'].join('')
const masker = createMasker()

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function masked(content: string | Uint8Array, { size = 7, form = 'jsonl' as const, max = 1 << 20 } = {}) {
  const { text, outcome } = maskTranscript(chunksOf(Buffer.from(content), size), form, masker, max)
  let all = ''
  for await (const piece of text) all += piece
  return { text: all, ...outcome() }
}

describe('masking a transcript', () => {
  it.each([1, 3, 64, 100_000])('gives the same whatever the chunks: %i bytes', async (size) => {
    const content = `{"a":"x"}\r\n\n{"key":"${KEY}","größe":1}\nno json ${KEY}\n{"b":[1]}`
    const { text, masked: counts } = await masked(content, { size })
    expect(text.replaceAll(/\[masked:[^\]]+\]/g, KEY)).toBe(content)
    expect(text).not.toContain(KEY)
    expect(Object.values(counts).reduce((sum, each) => sum + each, 0)).toBe(2)
  })

  it('leaves out a line that is still being written', async () => {
    expect(await masked('{"a":1}\n{"b":"AKIA')).toMatchObject({ text: '{"a":1}\n', receipt: { torn_bytes: 10 } })
  })

  it('drops a byte-order mark, and counts lines that are no UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from('\ufeff{"a":1}\n{"b":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}\n{"c":"\ufffd"}\n'),
    ])
    expect(await masked(bytes)).toMatchObject({
      text: '{"a":1}\n{"b":"\ufffd\ufffd"}\n{"c":"\ufffd"}\n',
      receipt: { bad_utf8_lines: 1 },
    })
  })

  it('masks a line that is too long to be held in pieces', async () => {
    const content = `{"a":1}\n{"text":"${'word '.repeat(60_000)} ${KEY} ${'ä '.repeat(60_000)}"}\n{"b":"${KEY}"}\n`
    const { text, receipt, masked: counts } = await masked(content, { size: 5000, max: 50_000 })
    expect(text.replaceAll(/\[masked:[^\]]+\]/g, KEY) === content).toBe(true)
    expect(receipt.long_lines).toBe(1)
    expect(Object.values(counts)).toEqual([2])
  })

  it.each([
    ['{"a":1}\n{"b":2}\n', 'jsonl'],
    ['{"type":"x","text":"', 'jsonl'],
    ['garbage\n{"b":2}\n', 'jsonl'],
    ['{\n  "messages": [\n', 'json'],
    ['[\n  {\n', 'json'],
    ['# A session\n\nSaid this', 'text'],
    ['', 'text'],
  ])('knows the form of %j', (head, form) => {
    expect(formOf(Buffer.from(head))).toBe(form)
  })
})
