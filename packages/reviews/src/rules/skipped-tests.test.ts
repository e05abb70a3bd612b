import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { skippedTests } from './skipped-tests.ts'

it.each([
  ['a.test.ts', "+it.skip('works', () => {})", 'medium'],
  ['a.test.ts', "+describe.only('all', () => {})", 'high'],
  ['a.test.ts', "+fit('works', async () => {", 'high'],
  ['test_a.py', '+@pytest.mark.skip(reason="later")', 'medium'],
  ['a_test.go', '+	t.Skip("flaky")', 'medium'],
  ['tests/a.rs', '+#[ignore]', 'medium'],
  ['src/test/java/ATest.java', '+    @Disabled', 'medium'],
])('%s %s is %s', (path, line, severity) => {
  expect(hitsOf(skippedTests, { files: { [path]: [line] } }).map((hit) => hit.split(' ')[0])).toEqual([severity])
})

it.each([
  ['a condition', 'a_test.go', ['+	if testing.Short() {', '+		t.Skip("slow")']],
  ['a condition in the mark', 'test_a.py', ['+@pytest.mark.skipif(WINDOWS)']],
  ['one that was there before', 'a.test.ts', ["-it.skip('a', f)", "+  it.skip('a', f)"]],
  ['a string', 'a.test.ts', ["+const text = 'it.skip('"]],
  ['code that ships', 'src/iterator.ts', ['+it.skip(2)']],
  ['a function called fit', 'a.test.ts', ["+expect(fit('one two', 8)).toBe('one')", '+  fit(text, width)']],
  ['a method of that name', 'a.test.ts', ['+list.it.skip(2)']],
])('leaves alone %s', (_, path, lines) => {
  expect(hitsOf(skippedTests, { files: { [path]: lines } })).toEqual([])
})
