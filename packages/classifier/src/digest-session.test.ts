import { buildSession } from '@ses/testkit'
import { expect, it } from 'vitest'
import { activityOf } from './activity-of.ts'
import { changesOf } from './changes-of.ts'
import { classifySession } from './classify-session.ts'
import { digestSession } from './digest-session.ts'
import { reviewHints } from './review-hints.ts'
import { scopeOf } from './scope-of.ts'

it('says the same as the single functions', () => {
  const session = buildSession()
    .prompt('Add a cache to the loader')
    .edit('src/loader.ts')
    .shell('npm test')
    .reply('Done.')
    .build()
  expect(digestSession(session)).toEqual({
    classification: classifySession(session),
    changes: changesOf(session),
    activity: activityOf(session),
    hints: reviewHints(session),
    scope: scopeOf(session),
  })
})
