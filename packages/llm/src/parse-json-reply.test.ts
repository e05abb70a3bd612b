import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJsonReply } from './parse-json-reply.ts'

describe('parseJsonReply', () => {
  it.each<[string, unknown]>([
    ['{"a":1}', { a: 1 }],
    ['  [1, 2]\n', [1, 2]],
    ['```json\n{"a":"}"}\n```', { a: '}' }],
    ['Here you are:\n```\n[{"a":1}]\n```\nAnything else?', [{ a: 1 }]],
    ['Sure! {"a": {"b": "say \\"hi\\" {"}} as asked.', { a: { b: 'say "hi" {' } }],
    ['I looked at f(x) { and g [ok]. {"a":1}', { a: 1 }],
  ])('finds the JSON in %j', (text, value) => {
    expect(parseJsonReply(text)).toEqual({ value, partial: false })
  })

  it.each<[string, unknown]>([
    ['{"findings":[{"a":1},{"a":2},{"a":', { findings: [{ a: 1 }, { a: 2 }, {}] }],
    ['{"findings":[{"a":1},{"title":"cut in the mid', { findings: [{ a: 1 }, {}] }],
    ['{"a":1,"b":2,"c', { a: 1, b: 2 }],
    ['```json\n[{"x":"y"},', [{ x: 'y' }]],
  ])('keeps what was whole of %j', (text, value) => {
    expect(parseJsonReply(text)).toEqual({ value, partial: true })
  })

  it.each(['', 'no', '42', '"text"', 'null', '}{', '{', '] [x', 'use { and ['])('finds none in %j', (text) => {
    expect(parseJsonReply(text)).toBeUndefined()
  })

  it('reads back any JSON object, alone and between words', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.constantFrom('', 'So:\n', '```json\n'),
        (value, before) => {
          const text = JSON.stringify(value)
          expect(parseJsonReply(`${before}${text}${before === '' ? '' : '\n``` done'}`)).toEqual({
            value: JSON.parse(text),
            partial: false,
          })
        },
      ),
    )
  })

  it('never throws, wherever an answer breaks off', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, at) => {
        parseJsonReply(text.slice(0, at % (text.length + 1)))
      }),
    )
  })

  it.each(['[', '{', '{"a":', '"', '[]', ',', '{}{', '\\'])('takes linear time on many %s', (piece) => {
    const start = performance.now()
    parseJsonReply(piece.repeat(500_000))
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
