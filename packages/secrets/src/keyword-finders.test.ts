import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildAutomaton } from './automaton.ts'
import { buildKeywordIndex, literalsEndingAt } from './keyword-index.ts'
import { sightingsOf } from './literal-search.ts'
import { createBuiltInMasker, createMasker } from './masker.ts'
import { nameWords } from './name-words.ts'
import { ruleSource } from './rule-source.ts'
import { rules } from './rules/index.ts'

const VALUE = 'kT9sPq2mXz81LwQe7RvB4nYc6HdA3fGj'
const keywords = [...new Set(rules.flatMap((rule) => rule.keywords))]

describe('keywords are found alike, in the same order,', () => {
  it('by the index, by the search for literals and by the automaton', () => {
    const index = buildKeywordIndex(keywords)
    const { next, firstOutput, outputs } = buildAutomaton(keywords)
    const piece = fc.oneof(fc.constantFrom(...keywords), fc.string({ maxLength: 4 }))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        const sightings = sightingsOf({ literals: keywords }, text, 0)
        let state = 0
        for (let end = 1; end <= text.length; end++) {
          const unit = text.charCodeAt(end - 1)
          state = unit < 128 ? (next[(state << 7) | unit] as number) : 0
          const ascii = end > 1 && (unit | text.charCodeAt(end - 2)) < 128
          const expected = state >= firstOutput ? outputs[state - firstOutput] : []
          expect(ascii ? literalsEndingAt(index, text, end, 0) : []).toEqual(expected)
          expect(sightings.filter((sighting) => sighting.end === end).map(({ index: number }) => number)).toEqual(
            expected,
          )
        }
      }),
      { numRuns: 300 },
    )
  })

  it.each([1 << 16, 1 << 20])('by a masker that has read %i characters and by a fresh one', (length) => {
    const warm = createMasker()
    warm.mask('x'.repeat(length))
    const texts = rules.flatMap(({ examples }) => [...examples.secret, ...examples.clean])
    const text = texts.join('\n').replaceAll(/<\d+[^>]*>/g, VALUE)
    expect(warm.find(text).length).toBeGreaterThan(100)
    expect(createBuiltInMasker().find(text)).toEqual(warm.find(text))
  })

  it('in whatever text comes, also behind finds, by fresh and by warm maskers', () => {
    const warm = createMasker()
    warm.mask('x'.repeat(1 << 20))
    const secrets = rules.flatMap(({ examples }) =>
      examples.secret.map((text) => text.replaceAll(/<\d+[^>]*>/g, VALUE)),
    )
    const piece = fc.oneof(fc.constantFrom(...keywords), fc.constantFrom(...secrets), fc.string({ maxLength: 6 }))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const text = pieces.join(' ')
        expect(createBuiltInMasker().find(text)).toEqual(warm.find(text))
      }),
      { numRuns: 300 },
    )
  })
})

describe('a masker for parts of a text', () => {
  it('finds in each part what the masker it was made from does', () => {
    const masker = createBuiltInMasker()
    const secrets = rules.flatMap(({ examples }) =>
      examples.secret.map((text) => text.replaceAll(/<\d+[^>]*>/g, VALUE)),
    )
    const hidden = fc.constantFrom(...secrets).map((text) => encodeURIComponent(text))
    const piece = fc.oneof(
      fc.constantFrom(...secrets),
      hidden,
      fc.constantFrom(...keywords),
      fc.string({ maxLength: 6 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.nat(), fc.nat(), (pieces, from, length) => {
        const text = pieces.join('\n')
        const within = masker.within(text)
        const start = from % (text.length + 1)
        const part = text.slice(start, start + (length % 400))
        expect(within.mask(part)).toEqual(masker.mask(part))
        for (const one of pieces) {
          expect(within.mask(one)).toEqual(masker.mask(one))
          expect(within.maskNamed('api_key', one)).toEqual(masker.maskNamed('api_key', one))
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a name that some rule knows', () => {
  it('holds one of the words by which names are sorted out', () => {
    const { nameKeywords } = ruleSource(rules)
    const named = rules.filter((rule) => rule.kind === 'assignment')
    const words = [...new Set(named.flatMap(({ name }) => name.source.split(/[^a-z]+/)))].filter((word) => word !== '')
    const capital = (word: string): string => `${word[0]?.toUpperCase()}${word.slice(1)}`
    const spellings: readonly ((parts: readonly string[]) => string)[] = [
      (parts) => parts.join('_'),
      (parts) => parts.join('-').toUpperCase(),
      (parts) => parts.map(capital).join(''),
      (parts) => parts.join(''),
    ]
    let known = 0
    const check = (parts: readonly string[]): void => {
      for (const spell of spellings) {
        const name = spell(parts)
        if (!named.some((rule) => rule.name.test(nameWords(name)))) continue
        known += 1
        const lower = name.toLowerCase()
        if (!nameKeywords.some((keyword) => lower.includes(keyword))) expect.unreachable(name)
      }
    }
    for (const [at, word] of words.entries()) {
      check([word])
      for (let step = 1; step < 40; step++) check([words[(at * 7 + step * 13) % words.length] as string, word])
    }
    expect(known).toBeGreaterThan(1000)
  })
})
