import { expect, it } from 'vitest'
import { JsonlReader } from './jsonl.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

function readAll(chunks: readonly Uint8Array[], maxLineBytes?: number) {
  const rows: unknown[] = []
  const reader = new JsonlReader(
    ({ row, line }) => rows.push([line, row]),
    maxLineBytes === undefined ? {} : { maxLineBytes },
  )
  for (const chunk of chunks) reader.push(chunk)
  return { rows, ...reader.end() }
}

const one = (text: string, maxLineBytes?: number) => readAll([encode(text)], maxLineBytes)

it('reads lines with their numbers, blank lines counting', () => {
  expect(one('{"a":1}\n\n  \n{"b":2}\n').rows).toEqual([
    [1, { a: 1 }],
    [4, { b: 2 }],
  ])
})

it('reads a byte-order mark, CRLF, NUL bytes and a last line without newline', () => {
  const { rows, coverage, diagnostics } = one('\ufeff{"a":1}\r\n\0\0{"b":2}\r\n{"c":3}')
  expect(rows.map((row) => (row as unknown[])[1])).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }])
  expect(coverage).toEqual({ bytes: 30, lines: 3, torn: 0 })
  expect(diagnostics).toEqual([])
})

it('counts what is no JSON object, with the line of the first', () => {
  const { rows, diagnostics, coverage } = one('null\n1\n"x"\n[]\n{bad\n{"ok":1}\n{also bad}\n')
  expect(rows).toHaveLength(1)
  expect(coverage.lines).toBe(7)
  expect(diagnostics).toEqual([
    { code: 'not_an_object', message: expect.any(String), count: 4, line: 1 },
    { code: 'bad_json', message: expect.any(String), count: 2, line: 5 },
  ])
})

it('takes an unfinished last line for one that is still being written', () => {
  const { coverage, diagnostics } = one('{"a":1}\n{"b":')
  expect(coverage).toMatchObject({ lines: 1, torn: 1 })
  expect(diagnostics).toMatchObject([{ code: 'torn_line', line: 2 }])
})

it('keeps lone surrogates and replaces bytes that are no UTF-8', () => {
  expect(one('{"a":"\\ud83d"}\n').rows).toEqual([[1, { a: '\ud83d' }]])
  expect(readAll([Uint8Array.of(0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d, 0x0a)]).rows).toEqual([
    [1, { a: '\ufffd' }],
  ])
})

it('passes over a line that is too long, in however many chunks it comes, and holds none of it', () => {
  const long = `{"a":"${'x'.repeat(5000)}"}`
  const text = `{"b":1}\n${long}\n{"c":2}\n${long}`
  for (const size of [1, 7, 1000, 100_000]) {
    const bytes = encode(text)
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    )
    const { rows, diagnostics, coverage } = readAll(chunks, 1000)
    expect(rows.map((row) => (row as unknown[])[1])).toEqual([{ b: 1 }, { c: 2 }])
    expect(diagnostics).toMatchObject([{ code: 'line_too_long', count: 2, line: 2 }])
    expect(coverage.lines).toBe(4)
  }
})

it('gives the same lines for the same bytes in any chunks, also when the caller reuses its buffer', () => {
  const bytes = encode('{"emoji":"🛒"}\n{"b":[1,2]}\r\n{"torn')
  const whole = readAll([bytes])
  for (let size = 1; size < bytes.length; size++) {
    const rows: unknown[] = []
    const reader = new JsonlReader(({ row, line }) => rows.push([line, row]))
    const buffer = new Uint8Array(size)
    for (let at = 0; at < bytes.length; at += size) {
      const part = bytes.subarray(at, at + size)
      buffer.set(part)
      reader.push(buffer.subarray(0, part.length))
    }
    expect({ rows, ...reader.end() }).toEqual(whole)
  }
})

it('folds diagnostics, so that a hostile file cannot fill memory with them', () => {
  const { diagnostics } = one('{bad\n'.repeat(10_000))
  expect(diagnostics).toHaveLength(1)
  expect(diagnostics[0]?.count).toBe(10_000)
})
