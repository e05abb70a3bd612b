import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { secretsInDiff } from './secrets-in-diff.ts'

const mark = '[masked:aws-access-key:12ab]'

it('tells of a placeholder that masking left in an added line, once', () => {
  const files = { 'src/a.ts': [`+const key = '${mark}'`, `+use('${mark}')`] }
  expect(hitsOf(secretsInDiff, { files })).toEqual([
    'high src/a.ts:1 Looks like a secret (aws-access-key); its value is masked here.',
  ])
})

it('counts less in a test and an example, and not at all where it was before or in a lock file', () => {
  const files = {
    'src/a.test.ts': [`+const key = '${mark}'`],
    '.env.example': [`+KEY=${mark}`],
    'src/moved.ts': [`-a('${mark}')`, `+b('${mark}')`],
    'package-lock.json': [`+"integrity": "${mark}"`],
  }
  expect(hitsOf(secretsInDiff, { files }).map((hit) => hit.split(' ').slice(0, 2).join(' '))).toEqual([
    'low src/a.test.ts:1',
    'low .env.example:1',
  ])
})
