import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { testsRemoved } from './tests-removed.ts'

it('tells of test cases that went without any coming', () => {
  const files = { 'a.test.ts': ["-it('works', () => {", '-})', ' it()'], 'test_b.py': ['-def test_b():', '+x = 1'] }
  expect(hitsOf(testsRemoved, { files })).toEqual(['medium a.test.ts:1 2 test cases went and none came.'])
})

it('is content when a case was renamed or moved to another file', () => {
  const files = {
    'a.test.ts': ["-it('works', () => {", "+it('really works', () => {"],
    'b.test.ts': ["-it('moves', () => {", ' x'],
    'c.test.ts': ["+it('moves', () => {"],
    'd_test.go': ['-func TestOld(t *testing.T) {'],
    'e_test.go': ['+func TestNew(t *testing.T) {'],
  }
  expect(hitsOf(testsRemoved, { files })).toEqual([])
})
