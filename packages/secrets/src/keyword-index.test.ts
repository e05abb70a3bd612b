import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildAutomaton } from './automaton.ts'
import { buildKeywordIndex, literalsEndingAt } from './keyword-index.ts'
import { createBuiltInMasker, createMasker } from './masker.ts'
import { rules } from './rules/index.ts'

const keywords = [...new Set(rules.flatMap((rule) => rule.keywords))]

describe('the index of keywords', () => {
  it('finds what the automaton finds, in the same order', () => {
    const index = buildKeywordIndex(keywords)
    const { next, firstOutput, outputs } = buildAutomaton(keywords)
    const piece = fc.oneof(fc.constantFrom(...keywords), fc.string({ maxLength: 4 }))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        let state = 0
        for (let end = 1; end <= text.length; end++) {
          const unit = text.charCodeAt(end - 1)
          state = unit < 128 ? (next[(state << 7) | unit] as number) : 0
          const ascii = end > 1 && (unit | text.charCodeAt(end - 2)) < 128
          const expected = state >= firstOutput ? outputs[state - firstOutput] : []
          expect(ascii ? literalsEndingAt(index, text, end, 0) : []).toEqual(expected)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('and a masker that has read a megabyte finds what a fresh one does', () => {
    const warm = createMasker()
    warm.mask('x'.repeat(1 << 20))
    const texts = rules.flatMap(({ examples }) => [...examples.secret, ...examples.clean])
    const text = texts.join('\n').replaceAll(/<\d+[^>]*>/g, 'kT9sPq2mXz81LwQe7RvB4nYc6HdA3fGj')
    expect(warm.find(text).length).toBeGreaterThan(100)
    expect(createBuiltInMasker().find(text)).toEqual(warm.find(text))
  })
})
