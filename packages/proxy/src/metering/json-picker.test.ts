import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createJsonPicker } from './json-picker.ts'

const paths = ['type', 'usage', 'response.usage', 'response.model']

function pick(text: string | Buffer, size = Number.POSITIVE_INFINITY): unknown[] {
  const found: unknown[] = []
  const picker = createJsonPicker(paths, (fields) => found.push(fields))
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) picker.write(bytes.subarray(at, at + size))
  picker.reset()
  return found
}

/** What the picker must find, by the plain way. */
function expected(value: unknown): object {
  const object = value as Record<string, unknown>
  const found: Record<string, unknown> = {}
  for (const path of paths) {
    const [outer = '', inner] = path.split('.')
    if (!Object.hasOwn(object, outer)) continue
    const first = object[outer]
    if (inner === undefined) found[path] = first
    else if (typeof first === 'object' && first !== null && !Array.isArray(first) && Object.hasOwn(first, inner)) {
      found[path] = (first as Record<string, unknown>)[inner]
    }
  }
  return found
}

describe('createJsonPicker', () => {
  it('finds fields of the object and of objects in it, and nothing deeper', () => {
    const text = '{"type":"a","x":{"usage":1,"response":{"usage":2}},"response":{"usage":{"n":[3]},"x":{"usage":4}}}'
    expect(pick(text)).toEqual([{ type: 'a', 'response.usage': { n: [3] } }])
  })

  it('finds what JSON.parse finds, wherever the pieces end', () => {
    const key = fc.oneof(fc.constantFrom('type', 'usage', 'response', 'model'), fc.string())
    const leaf = fc.oneof(
      fc.string(),
      fc.constantFrom('\\', '"', '\\"{', '}'),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
    )
    const nested = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('object')),
      object: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    })).object
    fc.assert(
      fc.property(nested, fc.integer({ min: 1, max: 9 }), fc.boolean(), (object, size, pretty) => {
        const text = JSON.stringify(object, null, pretty ? 2 : undefined)
        expect(pick(text, size)).toEqual([expected(JSON.parse(text))])
      }),
      { numRuns: 500 },
    )
  })

  it('takes the members of an array and objects that follow one another apart', () => {
    expect(pick('[{"usage":1},\r\n{"usage":{"a":2}}]{"usage":null}\n{"usage":3}')).toEqual([
      { usage: 1 },
      { usage: { a: 2 } },
      { usage: null },
      { usage: 3 },
    ])
  })

  it('hands over what a cut object held', () => {
    expect(pick('{"usage":{"a":1},"content":"and then')).toEqual([{ usage: { a: 1 } }])
    expect(pick('{"usage":{"a":1')).toEqual([])
  })

  it('leaves out a wanted value that is far too large, and goes on', () => {
    expect(pick(`{"usage":"${'x'.repeat(200_000)}","type":"t"}`, 1000)).toEqual([{ type: 't' }])
  })

  it('never throws, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.stringMatching(/^[[\]{}",:\\a]*$/), (bytes, text) => {
        pick(Buffer.from(bytes), 7)
        pick(text, 3)
      }),
      { numRuns: 500 },
    )
  })

  it('takes linear time on quotes, backslashes and brackets without end', () => {
    for (const unit of ['\\', '"', '\\"', '[', '{"usage":', '{"response":{"a":1},']) {
      const time = (count: number): number => {
        const text = Buffer.from(`{"a":"${unit.repeat(count / unit.length)}`)
        const started = performance.now()
        pick(text, 4096)
        return performance.now() - started
      }
      time(200_000)
      expect(time(1_600_000)).toBeLessThan(1500)
    }
  })
})
