import { buildSession } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { reviewHints } from './review-hints.ts'

const passed = [{ kind: 'test', ok: true }] as const

describe('reviewHints', () => {
  it('knows nothing of an empty session', () => {
    expect(reviewHints(buildSession().build())).toEqual({
      tests_run: false,
      tests_passed: false,
      build_verified: false,
      lint_passed: false,
      files_without_tests: [],
      large_change: false,
      config_changed: false,
      migration_added: false,
      dependencies_changed: false,
      ci_changed: false,
      files_deleted: [],
      commits: [],
    })
  })

  it('forgets a passing test run or build once source changes again', () => {
    const session = buildSession().edit('src/a.ts').shell('npm run build').shell('npm test', { checks: passed })
    expect(reviewHints(session.build())).toMatchObject({ tests_run: true, tests_passed: true, build_verified: true })
    expect(reviewHints(session.edit('README.md').build())).toMatchObject({ tests_passed: true, build_verified: true })
    const stale = reviewHints(session.edit('src/a.ts').build())
    expect(stale).toMatchObject({ tests_run: true, tests_passed: false, build_verified: false })
  })

  it('does not take a failed or a pending build for a verified one', () => {
    expect(reviewHints(buildSession().shell('make', { exitCode: 2 }).build()).build_verified).toBe(false)
    expect(reviewHints(buildSession().shell('make', { background: true }).build()).build_verified).toBe(false)
  })

  it('names changes a reviewer looks for', () => {
    const session = buildSession()
      .create('db/migrate/002_add.sql')
      .edit('tsconfig.json')
      .edit('package.json')
      .edit('.github/workflows/ci.yml')
      .remove('src/old.ts')
      .shell('git commit -m x', { commits: [{ sha: 'abc1234' }] })
      .build()
    expect(reviewHints(session)).toMatchObject({
      migration_added: true,
      config_changed: true,
      dependencies_changed: true,
      ci_changed: true,
      files_deleted: ['src/old.ts'],
      commits: ['abc1234'],
    })
  })

  it('calls a change large by files or by lines, generated files left out', () => {
    const one = (path: string, addedLines: number) =>
      reviewHints(
        buildSession()
          .call('Edit', 'edit', { files: [{ path, operation: 'edit', addedLines }] })
          .build(),
      )
    expect(one('src/a.ts', 501).large_change).toBe(true)
    expect(one('src/a.ts', 400).large_change).toBe(false)
    expect(one('pnpm-lock.yaml', 9000).large_change).toBe(false)
  })
})

describe('files_without_tests', () => {
  const missing = (...paths: string[]) => {
    const session = buildSession()
    for (const path of paths) session.edit(path)
    return reviewHints(session.build()).files_without_tests
  }

  it.each([
    ['src/auth.ts', 'src/auth.test.ts'],
    ['src/auth.tsx', 'src/__tests__/auth.tsx'],
    ['pkg/auth.py', 'tests/test_auth.py'],
    ['cmd/auth.go', 'cmd/server_test.go'],
    ['src/main/java/Auth.java', 'src/test/java/AuthTest.java'],
    ['app/auth.rb', 'spec/auth_spec.rb'],
    ['src/Auth.cs', 'tests/AuthTests.cs'],
    ['lib/auth.ex', 'test/auth_test.exs'],
    ['src/auth/index.ts', 'src/auth/auth.test.ts'],
  ])('knows that %s is tested by %s', (source, test) => {
    expect(missing(source, test)).toEqual([])
    expect(missing(source)).toEqual([source])
  })

  it('does not take another file’s test for its own', () => {
    expect(missing('src/auth.ts', 'src/author.test.ts')).toEqual(['src/auth.ts'])
    expect(missing('cmd/a/auth.go', 'cmd/b/auth_helper_test.go')).toEqual(['cmd/a/auth.go'])
  })

  it('counts a test that was read or run', () => {
    const read = buildSession().edit('src/auth.ts').read('src/auth.test.ts').build()
    const run = buildSession().edit('src/auth.ts').shell('npx vitest run src/auth.test.ts').build()
    expect(reviewHints(read).files_without_tests).toEqual([])
    expect(reviewHints(run).files_without_tests).toEqual([])
  })

  it('counts tests inside a Rust file', () => {
    const session = buildSession().edit('src/auth.rs', { after: '#[cfg(test)]\nmod tests {}' }).build()
    expect(reviewHints(session).files_without_tests).toEqual([])
  })

  it('asks for no tests of documents, styles, declarations and deleted files', () => {
    expect(missing('README.md', 'src/a.css', 'src/a.d.ts', 'package.json', 'scripts/release.sh')).toEqual([])
    expect(reviewHints(buildSession().remove('src/a.ts').build()).files_without_tests).toEqual([])
  })
})
