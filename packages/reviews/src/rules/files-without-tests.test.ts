import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { filesWithoutTests } from './files-without-tests.ts'

const code = Array.from({ length: 30 }, (_, index) => `+const a${index} = ${index}`)

it('tells of new code for which no test changed', () => {
  expect(hitsOf(filesWithoutTests, { files: { '+src/a.ts': code } })).toEqual([
    'low src/a.ts:1 src/a.ts gained 30 lines of code, and no test changed.',
  ])
})

it.each([
  ['a test in the same change, whatever its name', { 'src/a.ts': code, 'src/b.test.ts': ['+it()'] }],
  ['an example', { 'docs/demo_server.py': code.map((line) => line.replace('const ', '')) }],
  ['tests inside', { 'src/a.rs': [...code, '+#[cfg(test)]'] }],
  ['types', { 'src/a.d.ts': code }],
  ['an entry point', { 'src/main.ts': code }],
  ['comments', { 'src/a.ts': code.map((line) => `+// ${line.slice(1)}`) }],
  ['helpers of tests', { 'cmd/e2e_test/env.go': code }],
])('is content with %s', (_, files) => {
  expect(hitsOf(filesWithoutTests, { files })).toEqual([])
})
