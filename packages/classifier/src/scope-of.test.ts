import { buildSession } from '@ses/testkit'
import { expect, it } from 'vitest'
import { scopeOf } from './scope-of.ts'

const scope = (...paths: string[]) => {
  const session = buildSession()
  for (const path of paths) session.edit(path)
  return scopeOf(session.build())
}

it('names a part by its file or its first telling directory', () => {
  expect(scope('src/auth.ts')).toEqual(['auth'])
  expect(scope('src/auth/login.ts', 'src/auth/logout.ts', 'src/cart/total.ts')).toEqual(['auth', 'cart'])
  expect(scope('packages/billing/src/index.ts')).toEqual(['billing'])
  expect(scope('src/auth.ts', 'src/auth.test.ts')).toEqual(['auth'])
})

it('looks below the directories that all files share', () => {
  expect(scope('cmd/tool/cli/strategy/a.go', 'cmd/tool/cli/session/b.go')).toEqual(['strategy', 'session'])
})

it('calls documents, CI and manifests by what they are', () => {
  expect(scope('docs/guide/a.md', '.github/workflows/ci.yml', 'package.json')).toEqual(['docs', 'ci', 'dependencies'])
})

it('believes the scope of a commit, and is empty when nothing was changed', () => {
  const commits = [{ sha: 'abc1234', subject: 'fix(parser): read empty files' }]
  expect(scopeOf(buildSession().edit('src/x.ts').shell('git commit', { commits }).build())[0]).toBe('parser')
  expect(scope()).toEqual([])
})
