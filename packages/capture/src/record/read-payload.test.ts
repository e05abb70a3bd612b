import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPayload } from './read-payload.ts'
import { salvageJson } from './salvage-json.ts'

const read = (text: string | Buffer, cut = false): ReturnType<typeof readPayload> => readPayload(Buffer.from(text), cut)

describe('reading what a hook was given', () => {
  it.each([
    ['an object', '{"a":1}', { payload: { a: 1 }, faults: [] }],
    ['one behind a byte order mark', '\ufeff{"a":1}\n', { payload: { a: 1 }, faults: [] }],
    ['nothing', '', { faults: ['empty'] }],
    ['white space', ' \n', { faults: ['empty'] }],
    ['a list', '[]', { faults: ['not_an_object'] }],
    ['an empty text', '""', { faults: ['not_an_object'] }],
    ['null', 'null', { faults: ['not_an_object'] }],
    ['prose', 'hello', { faults: ['not_json'] }],
    ['NUL bytes alone', '\0\0\0', { faults: ['not_json'] }],
    [
      'NUL bytes in a text',
      '{"id":"s","t":"a\0b"}',
      { payload: { id: 's', t: 'a b' }, faults: ['control_characters'] },
    ],
    ['a line break in a text', '{"t":"a\nb"}', { payload: { t: 'a b' }, faults: ['control_characters'] }],
    ['half an object', '{"id":"s","list":[1,{"x":tr', { payload: { id: 's', list: [1] }, faults: ['cut_short'] }],
    ['half a text', '{"id":"s","out":"abc\\u00', { payload: { id: 's', out: 'abc' }, faults: ['cut_short'] }],
    ['two objects', '{"id":"s"}{"id":"t"}', { payload: { id: 's' }, faults: ['cut_short'] }],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it('keeps an event whose bytes are no UTF-8, and says so', () => {
    const bytes = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')])
    expect(readPayload(bytes)).toEqual({ payload: { id: '\ufffd(' }, faults: ['bad_utf8'] })
  })

  it('keeps the beginning of 50 MB that were cut', () => {
    const text = `{"session_id":"s","out":"${'x'.repeat(50_000_000)}`
    const { payload, faults } = read(text, true)
    expect(payload?.['session_id']).toBe('s')
    expect(faults).toEqual(['too_large'])
  })

  it('never throws, and reads every beginning of an object as part of it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (object, share) => {
          const text = JSON.stringify({ first: 1, object })
          const part = salvageJson(text.slice(0, Math.floor(text.length * share)))
          if (part !== undefined)
            expect(Object.keys(part as object).every((key) => ['first', 'object'].includes(key))).toBe(true)
        },
      ),
    )
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(readPayload(Buffer.from(bytes)).faults).toBeInstanceOf(Array)
      }),
    )
  })
})
