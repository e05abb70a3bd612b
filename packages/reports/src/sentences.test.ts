import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leadingSentences, sentencesOf } from './sentences.ts'

describe('sentences', () => {
  it.each([
    ['One thing. Another thing! A third?', ['One thing.', 'Another thing!', 'A third?']],
    ['Use e.g. pnpm. Then v1.2.3 works.', ['Use e.g. pnpm.', 'Then v1.2.3 works.']],
    ['Edit src/a.ts and run it', ['Edit src/a.ts and run it']],
    ['Wrapped prose that\ngoes on here. Next.', ['Wrapped prose that goes on here.', 'Next.']],
    [
      'A line of prose that was broken by a terminal at about eighty characters and\nGoes on. End.',
      ['A line of prose that was broken by a terminal at about eighty characters and Goes on.', 'End.'],
    ],
    ['# Title\n\n- first\n- [x] second\n1. third', ['first', 'second', 'third']],
    ['Before.\n```ts\nconst a = 1. Not prose.\n```\nAfter.', ['Before.', 'After.']],
    ['| a | b |\n| --- | --- |\nText.', ['Text.']],
    ['**Bold** and [a link](https://example.com/x).', ['Bold and a link.']],
    ['これは一文です。次の文です。', ['これは一文です。', '次の文です。']],
    ['', []],
  ])('%j', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences)
  })

  it('that lead a text end where a sentence ends', () => {
    expect(leadingSentences('First one. Second one is longer.', 15)).toBe('First one.')
    expect(leadingSentences('A sentence that does not fit at all.', 10)).toBe('')
    expect(leadingSentences('- one\n- two', 50)).toBe('one; two')
    expect(leadingSentences('Done. The files:\n\n```\na\n```', 100)).toBe('Done.')
  })

  it('are one line each, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const sentence of sentencesOf(text)) expect(sentence).not.toMatch(/[\n\r]/)
      }),
    )
  })

  it('are found in time that grows with the text', () => {
    for (const text of [
      '('.repeat(200_000),
      '. '.repeat(100_000),
      '[a]('.repeat(50_000),
      '`'.repeat(200_000),
      ' '.repeat(200_000),
    ]) {
      const started = performance.now()
      sentencesOf(text)
      expect(performance.now() - started).toBeLessThan(1500)
    }
  })
})
