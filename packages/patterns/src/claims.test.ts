import { describe, expect, it } from 'vitest'
import { claimsIn } from './claims.ts'

function kindsIn(reply: string): string[] {
  return claimsIn(reply).map((claim) => claim.kind)
}

describe('claimsIn', () => {
  it.each([
    ['All tests pass.', 'test'],
    ['All 42 tests still pass', 'test'],
    ['✅ The new tests are passing!', 'test'],
    ['The test suite is green.', 'test'],
    ['- **Tests**: 12 passed', 'test'],
    ['12/12 tests passed, 0 failed.', 'test'],
    ['`npm test` passes.', 'test'],
    ['`cargo build --release` succeeds now.', 'build'],
    ['The build succeeded without errors.', 'build'],
    ['Everything compiles cleanly.', 'build'],
    ['Type checking passes.', 'typecheck'],
    ['The linter is clean.', 'lint'],
    ["I've committed the changes you asked for.", 'commit'],
    ['Committed as `abc1234`.', 'commit'],
    ['The fix has been committed.', 'commit'],
    ['I verified `src/a.ts` by hand.', 'verified'],
  ])('%s', (reply, kind) => {
    expect(kindsIn(reply)).toEqual([kind])
  })

  it.each([
    'I will run the tests.',
    'Tests should pass now.',
    'If all tests pass, merge it.',
    'Once the build succeeds, deploy.',
    'To make the tests pass, mock the clock.',
    'The tests do not pass.',
    "The tests don't pass.",
    '3 tests failed, 9 tests passed.',
    'All tests passed on CI.',
    'All tests passed before my change.',
    'Do all tests pass?',
    'The log says "all tests pass".',
    '> all tests pass',
    '- [ ] Tests pass',
    '```\nall tests pass\n```',
    'The tests pass a fake clock to the timer.',
    'I am committed to quality.',
    'Let me verify `src/a.ts`.',
    'You should verify `src/a.ts`.',
    'Nothing was committed.',
    'The changes are not committed yet.',
  ])('nothing in: %s', (reply) => {
    expect(kindsIn(reply)).toEqual([])
  })

  it('reads the number of tests and the file', () => {
    expect(claimsIn('All 42 tests pass.')[0]).toMatchObject({ passed: 42 })
    expect(claimsIn('I also confirmed `src/a.ts`.')[0]).toMatchObject({ path: 'src/a.ts' })
  })

  it('reads a reply of any length in one pass', () => {
    const reply = 'tests pass '.repeat(20_000)
    expect(claimsIn(reply)).toEqual([])
    expect(kindsIn(`${'x\n'.repeat(10_000)}All tests pass.`)).toEqual(['test'])
  })
})
