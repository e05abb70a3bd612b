import { describe, expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { debugPrints } from './debug-prints.ts'

const body = [' const a = 1', ' const b = 2', ' const c = 3', ' const d = 4', ' const e = 5']

describe('debug_print', () => {
  it('tells a print that nothing else in the file does', () => {
    expect(hitsOf(debugPrints, { files: { 'src/auth.ts': [...body, '+console.log(user)'] } })).toEqual([
      'low src/auth.ts:6 Prints to the console; nothing else in this file does.',
    ])
  })

  it('takes a breakpoint for worse, whatever else the file does', () => {
    const files = { 'src/auth.ts': [...body, '+  debugger'], 'src/cli/run.py': [' x = 1', '+    breakpoint()'] }
    expect(hitsOf(debugPrints, { files }).map((hit) => hit.split(' ').slice(0, 2))).toEqual([
      ['high', 'src/auth.ts:6'],
      ['high', 'src/cli/run.py:2'],
    ])
  })

  it.each([
    ['a command line', { 'src/cli/list.ts': [...body, '+console.log(user)'] }],
    ['a logger', { 'src/logger.ts': [...body, '+console.log(user)'] }],
    ['a file that printed before', { 'src/a.ts': [...body, ' console.log(1)', '+console.log(user)'] }],
    ['a string', { 'src/a.ts': [...body, "+const help = 'console.log(user)'"] }],
    ['a comment', { 'src/a.ts': [...body, '+// console.log(user)'] }],
    [
      'a line that a linter comment allows',
      { 'src/a.ts': [...body, '+// eslint-disable-next-line no-console', '+console.log(a)'] },
    ],
    ['a test', { 'src/a.test.ts': [...body, '+console.log(user)'] }],
    ['a whole small program', { '+hello.py': ["+print('hello')"] }],
    ['a logger of its own', { 'src/a.ts': [...body, '+logger.console.log(user)'] }],
  ])('leaves alone %s', (_, files) => {
    expect(hitsOf(debugPrints, { files })).toEqual([])
  })
})
