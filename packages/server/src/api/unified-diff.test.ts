import { expect, it } from 'vitest'
import { unifiedDiff } from './unified-diff.ts'

it('shows what was changed with what stands around it', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\n'
  expect(unifiedDiff(before, before.replace('e', 'E'))).toEqual([
    '@@ -2,7 +2,7 @@',
    ' b',
    ' c',
    ' d',
    '-e',
    '+E',
    ' f',
    ' g',
    ' h',
  ])
})

it('shows a new text as new lines, and nothing where no text is known', () => {
  expect(unifiedDiff(undefined, 'a\nb')).toEqual(['@@ -0,0 +1,2 @@', '+a', '+b'])
  expect(unifiedDiff('a', undefined)).toEqual(['@@ -1,1 +0,0 @@', '-a'])
  expect(unifiedDiff(undefined, undefined)).toEqual([])
  expect(unifiedDiff('same', 'same')).toEqual([])
})

it('takes no longer for texts that have nothing in common, and shows a part of what is long', () => {
  const lines = (name: string): string => Array.from({ length: 20_000 }, (_, at) => `${name} ${at * 7}`).join('\n')
  const begun = performance.now()
  const diff = unifiedDiff(lines('old'), lines('new'))
  expect(performance.now() - begun).toBeLessThan(3000)
  expect(diff).toHaveLength(401)
  expect(diff.at(-1)).toBe('@@ 39600 more lines @@')
})
