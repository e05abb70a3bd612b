import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { largeChange } from './large-change.ts'

const lines = (count: number): string[] => Array.from({ length: count }, (_, index) => `+const a${index} = ${index}`)

it('tells of more than 400 changed lines of code, and where most of them are', () => {
  expect(hitsOf(largeChange, { files: { 'a.ts': lines(301), 'b.ts': lines(100) } })).toEqual([
    'low a.ts:1 401 lines of code in 2 files changed. The largest part is a.ts with 301.',
  ])
})

it('counts neither tests nor generated nor lock files', () => {
  const files = {
    'a.test.ts': lines(900),
    'dist/a.js': lines(900),
    'package-lock.json': lines(900),
    'a.ts': lines(400),
  }
  expect(hitsOf(largeChange, { files })).toEqual([])
})
