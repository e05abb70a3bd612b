import { describe, expect, it } from 'vitest'
import { checksOf } from './check-results.ts'

/** `test ok 3/0/1`: kind, verdict, passed, failed, skipped. */
function told(command: string, output: string, exitCode?: number, failed = false): string {
  return checksOf(command, output, exitCode, failed)
    .map(({ kind, ok, passed, failed, skipped }) => {
      const counts = [passed, failed, skipped].map((count) => count ?? '-').join('/')
      return `${kind} ${ok === undefined ? '?' : ok ? 'ok' : 'bad'}${counts === '-/-/-' ? '' : ` ${counts}`}`
    })
    .join(', ')
}

describe('checksOf', () => {
  it.each([
    [
      'npx jest',
      'Test Suites: 1 failed, 3 passed, 4 total\nTests:       1 failed, 2 skipped, 10 passed, 13 total\nSnapshots:   0 total\n',
      'test bad 10/1/2',
    ],
    ['npx jest', 'Test Suites: 1 failed, 1 total\nTests:       0 total\n', 'test bad'],
    [
      'npx vitest run',
      ' Test Files  2 passed (2)\n      Tests  5 passed | 2 skipped (7)\n   Duration  300ms\n',
      'test ok 5/-/2',
    ],
    ['npx vitest run', ' Test Files  1 failed | 1 passed (2)\n      Tests  5 passed (5)\n', 'test bad 5/-/-'],
    ['npx mocha', '  12 passing (34ms)\n  1 pending\n  2 failing\n\n  1) suite one\n', 'test bad 12/2/1'],
    ['node --test', 'ℹ tests 3\nℹ pass 2\nℹ fail 1\nℹ cancelled 0\nℹ skipped 0\n', 'test bad 2/1/0'],
    ['node --test', '# tests 3\n# pass 3\n# fail 0\n# cancelled 0\n# skipped 0\n', 'test ok 3/0/0'],
    ['bats test', '1..3\nok 1 a\nnot ok 2 b\nok 3 c # skip later\n', 'test bad 1/1/1'],
    ['bats test', ' ✓ a\n ✗ b\n\n2 tests, 1 failure\n', 'test bad 1/1/-'],
    ['prove -r t', 'All tests successful.\nFiles=1, Tests=4,  0 wallclock secs\nResult: PASS\n', 'test ok'],
    ['python -m pytest', '===== 2 failed, 3 passed, 1 skipped, 1 warning in 0.12s =====\n', 'test bad 3/2/1'],
    ['pytest -q', '...\n3 passed in 0.12s\n', 'test ok 3/-/-'],
    ['pytest -q', '1 error in 0.50s\n', 'test bad -/1/-'],
    ['python -m unittest', 'Ran 5 tests in 0.001s\n\nOK (skipped=1)\n', 'test ok 4/0/1'],
    ['python -m unittest -v', 'Ran 5 tests in 0.001s\n\nFAILED (failures=1, errors=1)\n', 'test bad 3/2/-'],
    [
      'go test ./...',
      'ok  \texample.com/a\t0.012s\nok  \texample.com/b\t(cached)\n?   \texample.com/c\t[no test files]\n',
      'test ok',
    ],
    [
      'go test ./...',
      '--- FAIL: TestA (0.00s)\n    a_test.go:3: no\nFAIL\nFAIL\texample.com/a\t0.01s\nok  \texample.com/b\t0.02s\nFAIL\n',
      'test bad -/1/-',
    ],
    [
      'go test -v .',
      '--- PASS: TestA (0.00s)\n--- SKIP: TestB (0.00s)\nPASS\nok  \texample.com/a\t0.01s\n',
      'test ok 1/0/1',
    ],
    ['go test ./...', 'FAIL\texample.com/a [build failed]\nFAIL\n', 'test bad'],
    ['gotestsum', 'DONE 12 tests, 1 skipped, 2 failures in 1.2s\n', 'test bad 9/2/1'],
    [
      'cargo test',
      'test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n',
      'test ok 7/0/1',
    ],
    [
      'cargo test',
      'error[E0425]: cannot find value\nerror: could not compile `x` (lib test) due to 1 previous error\n',
      'test bad',
    ],
    ['cargo nextest run', '     Summary [   0.105s] 5 tests run: 4 passed, 1 failed, 0 skipped\n', 'test bad 4/1/0'],
    ['bundle exec rspec', '10 examples, 1 failure, 2 pending\n', 'test bad 7/1/2'],
    ['rake test', '5 runs, 9 assertions, 0 failures, 0 errors, 1 skips\n', 'test ok 4/0/1'],
    ['mix test', 'Finished in 0.1 seconds\n2 doctests, 5 tests, 0 failures, 1 excluded\n', 'test ok 4/0/1'],
    ['vendor/bin/phpunit', 'OK (5 tests, 9 assertions)\n', 'test ok 5/-/-'],
    ['vendor/bin/phpunit', 'FAILURES!\nTests: 5, Assertions: 9, Failures: 1, Skipped: 1.\n', 'test bad 3/1/1'],
    [
      'dotnet test',
      'Passed!  - Failed:     0, Passed:     5, Skipped:     1, Total:     6, Duration: 10 ms - a.dll (net8.0)\n',
      'test ok 5/0/1',
    ],
    [
      'mvn -q test',
      '[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s - in A\n[ERROR] Tests run: 7, Failures: 1, Errors: 1, Skipped: 0\n[INFO] BUILD FAILURE\n',
      'test bad 5/2/0',
    ],
    ['./gradlew test', '5 tests completed, 1 failed, 1 skipped\n\nBUILD FAILED in 3s\n', 'test bad 3/1/1'],
    ['./gradlew test', 'BUILD SUCCESSFUL in 3s\n4 actionable tasks: 4 executed\n', 'test ok'],
    ['ctest', '80% tests passed, 1 tests failed out of 5\n', 'test bad 4/1/-'],
    [
      'swift test',
      'Executed 3 tests, with 0 failures (0 unexpected) in 0.01 (0.01) seconds\nExecuted 5 tests, with 1 failure (0 unexpected) in 0.02 (0.02) seconds\n',
      'test bad 4/1/-',
    ],
    ['npx playwright test', '  1 failed\n    a.spec.ts:3:1 › x\n  2 skipped\n  5 passed (3.2s)\n', 'test bad 5/1/2'],
    ['bun test', ' 5 pass\n 0 fail\n 9 expect() calls\nRan 5 tests across 2 files. [12.00ms]\n', 'test ok 5/0/-'],
    ['deno test', 'ok | 5 passed (3 steps) | 0 failed (12ms)\n', 'test ok 5/0/-'],
    ['Invoke-Pester', 'Tests Passed: 5, Failed: 1, Skipped: 0 NotRun: 0\n', 'test bad 5/1/0'],
    ['flutter test', '00:01 +5 ~1 -1: Some tests failed.\n', 'test bad 5/1/1'],
    [
      'sbt test',
      '[info] Tests: succeeded 5, failed 0, canceled 0, ignored 1, pending 0\n[info] Passed: Total 5, Failed 0, Errors 0, Passed 5\n',
      'test ok 5/0/1',
    ],
    [
      'pnpm -r test',
      'packages/a test:       Tests  3 passed (3)\npackages/b test:       Tests  1 failed | 3 passed (4)\n',
      'test bad 6/1/-',
    ],
    [
      'npx turbo test',
      '@x/a:test: Tests:       3 passed, 3 total\n Tasks:    1 successful, 1 total\n',
      'test ok 3/-/-',
    ],
  ])('reads the summary of %s', (command, output, expected) => {
    expect(told(command, output)).toBe(expected)
  })

  it.each([
    ['npx tsc --noEmit', "src/a.ts(1,2): error TS2322: Type 'x'.\n", 'typecheck bad'],
    ['npm run build', "src/a.ts:1:2 - error TS2322: Type 'x'.\n", 'build bad'],
    ['npx eslint .', '✖ 12 problems (0 errors, 12 warnings)\n', 'lint ok'],
    ['npx eslint .', '✖ 12 problems (3 errors, 9 warnings)\n', 'lint bad'],
    ['npx biome check .', 'Checked 12 files in 34ms. No fixes applied.\nFound 3 errors.\n', 'lint bad'],
    ['npx biome check .', 'Checked 12 files in 34ms. No fixes applied.\n', 'lint ok'],
    ['ruff check .', 'All checks passed!\n', 'lint ok'],
    ['ruff check --fix .', 'Found 3 errors (3 fixed, 0 remaining).\n', 'lint ok'],
    ['mypy .', 'Found 2 errors in 1 file (checked 5 source files)\n', 'typecheck bad'],
    ['mypy .', 'Success: no issues found in 5 source files\n', 'typecheck ok'],
    ['npx pyright', '0 errors, 2 warnings, 0 informations\n', 'typecheck ok'],
    ['golangci-lint run', '0 issues.\n', 'lint ok'],
    ['cargo clippy', '    Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.52s\n', 'lint ok'],
    ['dotnet build', 'Build FAILED.\n    0 Warning(s)\n    2 Error(s)\n', 'build bad'],
    [
      'npx prettier --check .',
      'Checking formatting...\n[warn] a.md\n[warn] Code style issues found in the above file. Run Prettier with --write to fix.\n',
      'format bad',
    ],
    ['go vet ./...', '# a\nvet: a.go:3:1: undefined: x\n', 'typecheck bad'],
    ['mise run check', '--- FAIL: TestA (0.00s)\nFAIL\n', 'build bad'],
    ['npx vite build', '✓ 34 modules transformed.\n✓ built in 1.20s\n', 'build ok'],
  ])('reads the summary of %s', (command, output, expected) => {
    expect(told(command, output)).toBe(expected)
  })

  it('decides nothing from words', () => {
    const output = 'throw new Error("x")\nError: expected 3 errors\nFAIL to see\n0 problems\nfailed\nOK\n'
    expect(told('npm test', output)).toBe('test ?')
    expect(told('npm run lint', output)).toBe('lint ?')
    expect(told('npm run build', 'Found 0 errors\nerror\n')).toBe('build ?')
    expect(told('npx jest --version', '29.0.0\n', 0)).toBe('')
    expect(told('cat test.log', 'Tests:       1 failed, 1 total')).toBe('')
  })

  it('sees through colours, carriage returns and the middle of a long output', () => {
    const esc = String.fromCharCode(27)
    expect(
      told(
        'npx vitest run',
        `${esc}[2m      Tests ${esc}[22m ${esc}[1m${esc}[32m8 passed${esc}[39m${esc}[22m${esc}[90m (8)${esc}[39m\r\n`,
      ),
    ).toBe('test ok 8/-/-')
    expect(told('npm test', `${'x\n'.repeat(30_000)}Tests:       8 passed, 8 total\n`)).toBe('test ok 8/-/-')
    expect(
      told(
        'cargo test',
        `test result: ok. 1 passed; 0 failed; 0 ignored\n${'x\n'.repeat(30_000)}test result: ok. 2 passed; 0 failed; 0 ignored\n`,
      ),
    ).toBe('test ok')
  })

  it.each([
    ['npm test', 0, 'test ok'],
    ['npm test', 1, 'test bad'],
    ['npm test', 127, 'test ?'],
    ['npm test', -1, 'test ?'],
    ['cd app && npm test', 1, 'test bad'],
    ['npm ci && npm test', 1, 'test ?'],
    ['npm ci && npm test', 0, 'test ok'],
    ['npm run build && npm test', 0, 'build ok, test ok'],
    ['npm run build && npm test', 1, 'build ?, test ?'],
    ['npm test | tail -5', 0, 'test ?'],
    ['set -o pipefail; npm test | tail -5', 0, 'test ok'],
    ['set -o pipefail; npm test | tail -5', 1, 'test bad'],
    ['npm test || true', 0, 'test ?'],
    ['npm test; echo done', 0, 'test ?'],
    ['npm test\ngit status', 0, 'test ?'],
    ['set -e\nnpm test\ngit status', 0, 'test ok'],
    ['git status; npm test', 1, 'test bad'],
    ['npm test &', 0, 'test ?'],
    ['npm test > log 2>&1', 1, 'test bad'],
    ["bash -lc 'npm test'", 1, 'test bad'],
  ])('uses the exit code of %s (%i) only where it is the run’s own', (command, exitCode, expected) => {
    expect(told(command, '', exitCode)).toBe(expected)
  })

  it('reads exit codes and marks that the line itself prints', () => {
    expect(told('npm test; echo "exit: $?"', 'x\nexit: 1\n', 0)).toBe('test bad')
    expect(told('npm test 2>&1 | tail -3; echo "code=$' + '{PIPESTATUS[0]}"', 'x\ncode=0\n', 0)).toBe('test ok')
    expect(told('npm test | tail -3; echo "code=$?"', 'code=0\n', 0)).toBe('test ?')
    expect(told('npm test && echo "ALL GOOD" || echo "NOT GOOD"', 'x\nALL GOOD\n', 0)).toBe('test ok')
    expect(told('npm test || echo "NOT GOOD"', 'x\nNOT GOOD\n', 0)).toBe('test bad')
  })

  it('lets a failing exit code overrule a good summary, and a bad summary a hidden exit code', () => {
    expect(told('npx jest --coverage', 'Tests:       8 passed, 8 total\nJest: coverage threshold not met\n', 1)).toBe(
      'test bad 8/-/-',
    )
    expect(told('npx jest | tail', 'Tests:       1 failed, 7 passed, 8 total\n', 0)).toBe('test bad 7/1/-')
  })

  it('does not call a run good when a filter may have hidden its failures', () => {
    expect(told('npx mocha | grep passing', '  12 passing (34ms)\n', 0)).toBe('test ? 12/-/-')
    expect(told('node --test | grep -E "^# (pass|fail)"', '# pass 3\n# fail 0\n', 0)).toBe('test ok 3/0/-')
  })

  it('gives several runs of one kind their own summaries, or none when they cannot be told apart', () => {
    const first = 'Tests:       1 failed, 2 passed, 3 total\n'
    const second = 'Tests:       4 passed, 4 total\n'
    expect(told('npx jest a; npx jest b', first + second)).toBe('test bad 2/1/-, test ok 4/-/-')
    expect(told('npx jest a; npx jest b; npx jest c', first + second)).toBe('test ?, test ?, test ?')
    expect(told('npx jest a; npx jest b; npx jest c', second + second)).toBe('test ok, test ok, test ok')
  })

  it('takes a script runner’s word for failure only when the line runs one check', () => {
    expect(told('pnpm test | tail -3', ' ELIFECYCLE  Test failed. See above for more details.\n')).toBe('test bad')
    expect(told('make test 2>&1 | tail', 'make: *** [Makefile:3: test] Error 1\n')).toBe('test bad')
    expect(told('pnpm lint; pnpm test', ' ELIFECYCLE  Command failed with exit code 1.\n')).toBe('lint ?, test ?')
  })

  it('trusts the agent’s own failure flag where there is no exit code', () => {
    expect(told('npm test', '', undefined, true)).toBe('test bad')
    expect(told('npm test', '', undefined, false)).toBe('test ?')
  })

  it('takes time in proportion to the output', () => {
    for (const piece of [
      'Tests: ',
      ' in ',
      'ok  \t',
      '--- FAIL: ',
      ' failed',
      'error TS',
      '1..2\n',
      'Executed ',
      '[[[ ',
      'a ',
      '1 passed, ',
    ]) {
      const start = performance.now()
      checksOf('npm test', piece.repeat(1_000_000 / piece.length), 0, false)
      checksOf('npm test', `${piece}\n`.repeat(1_000_000 / piece.length), 0, false)
      expect(performance.now() - start).toBeLessThan(5000)
    }
  }, 60_000)
})
