import type { Parsed, Session } from '@ses/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

/** What the suite needs of an agent: its id, and a way to read one transcript with nothing but that agent. */
export interface AgentSubject {
  readonly id: string
  readonly parse: (bytes: Uint8Array) => Parsed<Session>
  /** Well-formed transcripts in the agent's own shapes, by name. */
  readonly samples: Readonly<Record<string, Uint8Array>>
  /** False for formats that are one JSON document: cutting them leaves nothing readable. Default true. */
  readonly byLine?: boolean
}

/** The laws that every agent's parser keeps, whatever it is fed. */
export function describeAgent(subject: AgentSubject): void {
  describe(`${subject.id} keeps the laws of parsers`, () => {
    it('reads arbitrary bytes without throwing and accounts for every line', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
          accountsForEveryLine(subject.parse(bytes))
        }),
        { numRuns: 200 },
      )
    })

    it('reads rows of any JSON shape without throwing', () => {
      const names = [...new Set(Object.values(subject.samples).flatMap((bytes) => keysIn(bytes)))]
      const key = names.length === 0 ? fc.string() : fc.constantFrom(...names)
      const value = fc.letrec((tie) => ({
        json: fc.oneof(
          { depthSize: 'small' },
          fc.jsonValue({ maxDepth: 1 }),
          fc.constantFrom(...stringsIn(subject.samples)),
          fc.array(tie('json'), { maxLength: 3 }),
          fc.dictionary(key, tie('json'), { maxKeys: 6 }),
        ),
      })).json
      fc.assert(
        fc.property(fc.array(fc.dictionary(key, value, { maxKeys: 8 }), { maxLength: 8 }), (rows) => {
          const text = rows.map((row) => JSON.stringify(row)).join('\n')
          accountsForEveryLine(subject.parse(new TextEncoder().encode(text)))
        }),
        { numRuns: 400 },
      )
    })

    for (const [name, bytes] of Object.entries(subject.samples)) {
      it(`${name}: gives plain JSON with unique event ids`, () => {
        const { value } = subject.parse(bytes)
        expect(JSON.parse(JSON.stringify(value))).toEqual(value)
        const ids = value.events.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
      })

      if (subject.byLine === false) continue
      it(`${name}: a transcript cut at any byte tells the beginning of the same story`, () => {
        const whole = subject.parse(bytes).value.events.map(({ id, type }) => `${id} ${type}`)
        const step = Math.max(1, Math.floor(bytes.length / 300))
        for (let end = 0; end < bytes.length; end += step) {
          const part = subject.parse(bytes.subarray(0, end))
          accountsForEveryLine(part)
          const ids = part.value.events.map(({ id, type }) => `${id} ${type}`)
          if (ids.some((id) => !whole.includes(id)))
            expect({ end, ids }).toEqual({ end, ids: whole.slice(0, ids.length) })
        }
      })
    }
  })
}

function accountsForEveryLine({ coverage, diagnostics }: Parsed<Session>): void {
  const lost = diagnostics
    .filter(({ code }) => ['bad_json', 'not_an_object', 'line_too_long', 'unknown_row'].includes(code))
    .reduce((sum, { count }) => sum + count, 0)
  const unread = diagnostics.some(({ code }) => code === 'unknown_format') ? coverage.lines - coverage.recognised : 0
  expect(coverage.recognised + Math.max(lost, unread)).toBeGreaterThanOrEqual(coverage.lines)
  expect(coverage.recognised).toBeLessThanOrEqual(coverage.lines)
}

function keysIn(bytes: Uint8Array): string[] {
  return [...new TextDecoder().decode(bytes).matchAll(/"([A-Za-z_$]{1,40})":/g)].map((match) => match[1] as string)
}

function stringsIn(samples: AgentSubject['samples']): string[] {
  const strings = new Set(['text', ''])
  for (const bytes of Object.values(samples)) {
    for (const match of new TextDecoder().decode(bytes).matchAll(/:"([\w <>/-]{1,40})"/g))
      strings.add(match[1] as string)
  }
  return [...strings]
}
