import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { testRunOf } from '../fixtures/review-input.ts'
import { failingLastTest } from './failing-last-test.ts'

const files = { 'src/a.ts': ['+const a = 1'] }

it('tells of a last test run that failed, with its number', () => {
  const calls = [testRunOf('t1', true), testRunOf('t2', false, 3)]
  expect(hitsOf(failingLastTest, { files, calls })).toEqual([
    'high The last test run on record did not pass: 3 failed.',
  ])
})

it('is content when a later run passed, and when nothing changed', () => {
  expect(hitsOf(failingLastTest, { files, calls: [testRunOf('t1', false), testRunOf('t2', true)] })).toEqual([])
  expect(hitsOf(failingLastTest, { calls: [testRunOf('t1', false)] })).toEqual([])
})
