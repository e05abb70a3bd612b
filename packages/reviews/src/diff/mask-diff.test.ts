import { expect, it } from 'vitest'
import { type DiffMasker, maskDiff } from './mask-diff.ts'
import { parseDiff } from './parse-diff.ts'

/** Takes `KEY … END` for a secret, over lines too. */
const masker: DiffMasker = {
  mask: (text) => {
    const found = [...text.matchAll(/KEY[\s\S]*?END/g)].map(({ index, 0: hit }) => {
      return { rule: 'key', start: index, end: index + hit.length }
    })
    return { text: text.replaceAll(/KEY[\s\S]*?END/g, '[masked:key:0000]'), found }
  },
  placeholder: () => '[masked:key:0000]',
}

it('masks what spans lines on each of them, and moves no line', () => {
  const lines = ['@@ -1,3 +1,4 @@ KEY1END', ' a KEY', '-b END', '+b1', '+b2 END c', ' d', '']
  const diff = parseDiff(['--- a/KEYxEND.ts', '+++ b/KEYxEND.ts', ...lines].join('\n'))
  const [file] = maskDiff(diff, masker).files
  expect(file?.path).toBe('[masked:key:0000].ts')
  expect(file?.hunks[0]?.section).toBe('[masked:key:0000]')
  expect(file?.hunks[0]?.lines.map(({ text, newLine }) => [text, newLine])).toEqual([
    ['a [masked:key:0000]', 1],
    ['[masked:key:0000]', undefined],
    ['[masked:key:0000]', 2],
    ['[masked:key:0000] c', 3],
    ['d', 4],
  ])
})

it('tells the secrets it masked from placeholders that were there before', () => {
  const lines = ['@@ -0,0 +1,2 @@', "+const a = 'KEY1END'", '+// see [masked:key:ab12]', '']
  const [file] = maskDiff(parseDiff(['--- a/a.ts', '+++ b/a.ts', ...lines].join('\n')), masker).files
  expect(file?.hunks[0]?.lines.map(({ secrets }) => secrets)).toEqual([['[masked:key:0000]'], []])
})
