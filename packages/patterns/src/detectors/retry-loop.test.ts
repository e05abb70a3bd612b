import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { retryLoop } from './retry-loop.ts'

describeDetector('retry_loop', (session) => detectPatterns(session, { detectors: [retryLoop] }), {
  fires: {
    'a command fails three times unchanged': [
      buildSession()
        .shell('npm run deploy', { exitCode: 1 })
        .read('a')
        .shell('npm run deploy', { exitCode: 1 })
        .shell('npm run deploy', { exitCode: 1 })
        .build(),
      ['e1', 'e3', 'e4'],
    ],
    'only paths, ids, times and numbers differ': [
      buildSession()
        .shell('./run.sh --out /tmp/a1 --id 3f9c2a7be1 --at 12:03:11 -n 5', { exitCode: 1 })
        .shell('./run.sh --out /tmp/b2 --id 99aa12cc07 --at 12:04:59 -n 7', { exitCode: 1 })
        .shell('/project/run.sh --out /tmp/c3 --id 0badc0ffee --at 12:09:01 -n 9', { exitCode: 1 })
        .build(),
      ['e1', 'e2', 'e3'],
    ],
    'the same edit is refused three times': [
      ['x', 'x', 'x']
        .reduce((builder, before) => builder.edit('a.ts', { before, after: 'y' }, { outcome: 'error' }), buildSession())
        .build(),
      ['e1', 'e2', 'e3'],
    ],
    'the tests are run again and again without a change': [
      ['1', '2', '3']
        .reduce(
          (builder) => builder.shell('npm test', { exitCode: 1, checks: [{ kind: 'test', ok: false }] }),
          buildSession(),
        )
        .build(),
      ['e1', 'e2', 'e3'],
    ],
  },
  quiet: {
    'an edit lies in between': buildSession()
      .shell('npm test', { exitCode: 1 })
      .edit('a.ts')
      .shell('npm test', { exitCode: 1 })
      .edit('a.ts')
      .shell('npm test', { exitCode: 1 })
      .build(),
    'another argument was tried in between': buildSession()
      .shell('npm run deploy', { exitCode: 1 })
      .shell('npm run deploy --force', { exitCode: 1 })
      .shell('npm run deploy', { exitCode: 1 })
      .shell('npm run deploy --verbose', { exitCode: 1 })
      .shell('npm run deploy', { exitCode: 1 })
      .build(),
    'it succeeded in between': buildSession()
      .shell('make x', { exitCode: 1 })
      .shell('make x', { exitCode: 1 })
      .shell('make x')
      .shell('make x', { exitCode: 1 })
      .build(),
    'a person spoke in between': buildSession()
      .shell('make x', { exitCode: 1 })
      .shell('make x', { exitCode: 1 })
      .prompt('Try again')
      .shell('make x', { exitCode: 1 })
      .build(),
    'searches find nothing': ['a', 'a', 'a']
      .reduce((builder, word) => builder.shell(`grep ${word} b`, { exitCode: 1 }), buildSession())
      .build(),
    'it waits for something': ['a', 'a', 'a']
      .reduce((builder) => builder.shell('sleep 5 && curl localhost:3000', { exitCode: 7 }), buildSession())
      .build(),
    'a package was installed in between': buildSession()
      .shell('make x', { exitCode: 1 })
      .shell('npm install left-pad')
      .shell('make x', { exitCode: 1 })
      .shell('make x', { exitCode: 1 })
      .build(),
  },
})
