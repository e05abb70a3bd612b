import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { dependencyLock } from './dependency-lock.ts'

const manifest = { 'packages/a/package.json': ['   "dependencies": {', '+    "zod": "^4.0.0",', '   }'] }

it('tells of a dependency that the lock file above does not know', () => {
  expect(
    hitsOf(dependencyLock, { files: manifest, repositoryFiles: ['pnpm-lock.yaml', 'packages/b/yarn.lock'] }),
  ).toEqual([
    'medium packages/a/package.json:2 packages/a/package.json names a dependency anew, and pnpm-lock.yaml did not change.',
  ])
})

it.each([
  ['the lock file changed too', { ...manifest, 'pnpm-lock.yaml': ['+zod'] }, ['pnpm-lock.yaml']],
  ['the project keeps none', manifest, ['README.md']],
  ['only the version of the package changed', { 'package.json': ['+  "version": "2.0.0",'] }, ['package-lock.json']],
  ['only a script changed', { 'package.json': ['+    "test": "vitest",'] }, ['package-lock.json']],
  ['a package of the workspace was added', { 'package.json': ['+    "@a/b": "workspace:^",'] }, ['pnpm-lock.yaml']],
])('is content when %s', (_, files, repositoryFiles) => {
  expect(hitsOf(dependencyLock, { files, repositoryFiles })).toEqual([])
})

it('cannot tell without the list of files', () => {
  expect(hitsOf(dependencyLock, { files: manifest })).toEqual([])
})

it('tells of scripts that run at installation and of packages from elsewhere', () => {
  const files = { 'package.json': ['+    "postinstall": "node a.js",', '+    "a": "git+ssh://git@example.com/a.git"'] }
  expect(hitsOf(dependencyLock, { files })).toEqual([
    'medium package.json:1 A script runs at installation',
    'medium package.json:2 A dependency from outside the registry',
  ])
})
