import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FirstBad, searchFirstBad, type Verdict } from './search-first-bad.ts'

const letters: Readonly<Record<string, Verdict>> = { g: 'good', b: 'bad', s: 'skip' }

/** `ggsbb`; a state that is asked a second time may say something else (`again`). */
async function search(states: string, exhaustive = false, again = states): Promise<[FirstBad, number]> {
  let asked = 0
  const answer = await searchFirstBad(
    states.length,
    async (place, second) => {
      asked += 1
      return letters[(second ? again : states)[place] as string] as Verdict
    },
    { exhaustive },
  )
  return [answer, asked]
}

describe('the search for the first bad state', () => {
  it('finds it wherever it is, with few tests', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), async (good, bad) => {
        const [answer, asked] = await search('g'.repeat(good) + 'b'.repeat(bad))
        expect(answer).toEqual({ result: 'found', good: good - 1, bad: good })
        expect(asked).toBeLessThanOrEqual(Math.ceil(Math.log2(good + bad)) + 7)
      }),
    ))

  it('never names a state that may not be the first', () =>
    fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[gbs]{1,30}$/), async (states) => {
        const [answer] = await search(states, true)
        const plain = states.replaceAll('s', '')
        const monotone = /^g*b*$/.test(plain)
        if (answer.result === 'found') {
          expect(monotone).toBe(true)
          expect([states[answer.good], states[answer.bad], answer.bad - answer.good]).toEqual(['g', 'b', 1])
        } else if (answer.result === 'skipped') {
          expect(states.slice(answer.good + 1, answer.bad)).toMatch(/^s+$/)
        } else if (answer.result === 'all_good') expect(plain).toMatch(/^g+$/)
        else if (answer.result === 'all_bad') expect(plain[0]).toBe('b')
        else if (answer.result === 'none_tested') expect(plain).toBe('')
        else expect(monotone).toBe(false)
      }),
    ))

  it('tests around what cannot be tested, and names the candidates where nothing is left', async () => {
    expect((await search('gggssbb'))[0]).toEqual({ result: 'skipped', good: 2, bad: 5 })
    expect((await search('sggsgbbs'))[0]).toEqual({ result: 'found', good: 4, bad: 5 })
  })

  it('says when good and bad take turns, or when the answer is another the second time', async () => {
    expect((await search('gbgb', true))[0]).toMatchObject({ result: 'not_monotone' })
    expect((await search('ggbgb'))[0]).toMatchObject({ result: 'not_monotone' })
    expect((await search('ggbb', false, 'ggbg'))[0]).toMatchObject({ result: 'found' })
    expect((await search('ggbb', false, 'gggb'))[0]).toEqual({ result: 'not_monotone', good: 1, bad: 2, odd: [2] })
  })

  it('says when an end is not what it was thought to be', async () => {
    expect((await search('gggg'))[0]).toEqual({ result: 'all_good' })
    expect((await search('bbgg'))[0]).toEqual({ result: 'not_monotone', good: 3, bad: 0, odd: [3] })
    expect((await search('bbb'))[0]).toEqual({ result: 'all_bad' })
    expect((await search('sss'))[0]).toEqual({ result: 'none_tested' })
    expect((await search(''))[0]).toEqual({ result: 'none_tested' })
  })
})
