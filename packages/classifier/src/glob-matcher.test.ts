import { expect, it } from 'vitest'
import { globMatcher } from './glob-matcher.ts'

it.each([
  ['src/**', 'src/a/b.ts', true],
  ['src/*', 'src/a/b.ts', false],
  ['src/*.ts', 'src/a.ts', true],
  ['*.sql', 'db/x/a.sql', true],
  ['secrets/', 'secrets/a/b', true],
  ['**/auth/**', 'packages/x/auth/y.ts', true],
  ['a?c', 'x/abc', true],
  ['./src/a.ts', 'src/a.ts', true],
  ['src/**/test', 'src/a/b/tests', false],
])('matches %s against %s: %s', (glob, path, expected) => {
  expect(globMatcher(glob)(path)).toBe(expected)
})

it('stays fast on a glob made to backtrack', () => {
  const glob = `${'*a'.repeat(40)}b`
  expect(globMatcher(glob)('a'.repeat(5000))).toBe(false)
  expect(globMatcher(`${'**/a/'.repeat(40)}b`)('a/'.repeat(3000))).toBe(false)
})
