import fc from 'fast-check'
import { expect, it } from 'vitest'
import { codeLines } from './code-lines.ts'
import { languageOf } from './language.ts'

function split(path: string, ...texts: string[]): string[] {
  const lines = texts.map((text) => ({ kind: 'added' as const, text }))
  return codeLines(lines, languageOf(path)).map(({ code, comment }) => `${code.trimEnd()}|${comment.trim()}`)
}

it('tells code from comments and blanks strings', () => {
  expect(split('a.ts', "x('// no') // yes", 'const u = `a', 'b // in the text`', 'y /* z */ + 1')).toEqual([
    "x('     ')|yes",
    'const u = `|',
    '                `|',
    'y  + 1|z',
  ])
})

it('follows comments and strings over lines, and knows each language its own', () => {
  expect(split('a.py', '"""doc', '# in doc', '"""', 'x = 1 # real')).toEqual(['"""|', '|', '"""|', 'x = 1|real'])
  expect(split('a.c', '/* a', 'b */ c')).toEqual(['|a', ' c|b'])
  expect(split('a.sql', "SELECT '--' -- x")).toEqual(["SELECT '  '|x"])
  expect(split('a.sh', 'echo $# # x', 'url=http://a')).toEqual(['echo $#|x', 'url=http://a|'])
})

it('gives back every line, whatever it holds', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.constantFrom('a.ts', 'a.py', 'a.rs', 'a.php', 'a.txt'), (texts, path) => {
      expect(split(path, ...texts)).toHaveLength(texts.length)
    }),
  )
})
