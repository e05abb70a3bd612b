import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { riskyFiles } from './risky-files.ts'

const lines = ['+const a = 1', '+const b = 2', '+const c = 3']

it('names each area once', () => {
  const files = { 'src/auth/token.ts': lines, 'src/auth/user.ts': lines, 'lib/billing.py': lines }
  expect(hitsOf(riskyFiles, { files })).toEqual([
    'low src/auth/token.ts:1 Changes authentication or permissions',
    'low lib/billing.py:1 Changes payments',
  ])
})

it('leaves alone tests, documents, names that only sound like it, and a line or two', () => {
  const files = {
    'src/auth.test.ts': lines,
    'docs/auth.md': lines,
    'src/author.ts': lines,
    'src/auth.ts': ['+const a = 1'],
  }
  expect(hitsOf(riskyFiles, { files })).toEqual([])
})
