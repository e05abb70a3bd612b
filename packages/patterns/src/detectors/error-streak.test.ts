import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { errorStreak } from './error-streak.ts'

const failed = { outcome: 'error' as const }

describeDetector('error_streak', (session) => detectPatterns(session, { detectors: [errorStreak] }), {
  fires: {
    'three calls in a row fail': [
      buildSession().read('ok').read('a', failed).edit('b', {}, failed).read('c', failed).read('ok').build(),
      ['e2', 'e3', 'e4'],
    ],
    'two streaks lie apart': [
      buildSession()
        .read('a', failed)
        .read('b', failed)
        .read('c', failed)
        .read('ok')
        .read('d', failed)
        .read('e', failed)
        .read('f', failed)
        .build(),
      ['e1', 'e2', 'e3'],
      ['e5', 'e6', 'e7'],
    ],
  },
  quiet: {
    'a success lies between': buildSession().read('a', failed).read('b', failed).read('ok').read('c', failed).build(),
    'the failures are one batch': buildSession()
      .batch((batch) => batch.read('a', failed).read('b', failed).read('c', failed))
      .build(),
    'searches find nothing': buildSession()
      .shell('grep a b', { exitCode: 1 })
      .shell('grep b c', { exitCode: 1 })
      .shell('rg c', { exitCode: 1 })
      .build(),
    'tests fail between edits': buildSession()
      .shell('npm test', { exitCode: 1 })
      .shell('npm run lint', { exitCode: 1 })
      .shell('npm run build', { exitCode: 2 })
      .build(),
  },
})
