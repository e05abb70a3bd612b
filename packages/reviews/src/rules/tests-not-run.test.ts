import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { callOf, editOf, testRunOf } from '../fixtures/review-input.ts'
import { testsNotRun } from './tests-not-run.ts'

const lines = Array.from({ length: 8 }, (_, index) => `+const a${index} = ${index}`)
const many = Array.from({ length: 40 }, (_, index) => `+const a${index} = ${index}`)

it('tells of code that changed without or after a test run', () => {
  expect(hitsOf(testsNotRun, { files: { 'src/a.ts': many }, calls: [editOf('e1', 'src/a.ts')] })).toEqual([
    'medium src/a.ts:1 No test run is on record, though src/a.ts changed.',
  ])
  const calls = [testRunOf('t1', true), editOf('e1', '/home/me/project/src/a.ts')]
  expect(hitsOf(testsNotRun, { files: { 'src/a.ts': lines }, calls })).toEqual([
    'low src/a.ts:1 src/a.ts changed after the last test run.',
  ])
})

it('is content with a test run after the last change, one that failed too', () => {
  const calls = [editOf('e1', 'src/a.ts'), testRunOf('t1', false)]
  expect(hitsOf(testsNotRun, { files: { 'src/a.ts': lines }, calls })).toEqual([])
})

it('takes a task that checks everything for a test run', () => {
  const check = callOf('c1', { command: 'mise run check', commandKinds: ['build'] })
  const calls = [editOf('e1', 'src/a.ts'), check]
  expect(hitsOf(testsNotRun, { files: { 'src/a.ts': lines }, calls })).toEqual([])
})

it.each([
  ['documents', { 'README.md': many }],
  ['tests', { 'src/a.test.ts': many }],
  ['a line or two', { 'src/a.ts': ['+const a = 1', '+const b = 2'] }],
])('leaves %s alone', (_, files) => {
  expect(hitsOf(testsNotRun, { files, calls: Object.keys(files).map((path) => editOf('e1', path)) })).toEqual([])
})

it('says nothing without a transcript', () => {
  expect(hitsOf(testsNotRun, { files: { 'src/a.ts': many } })).toEqual([])
})
