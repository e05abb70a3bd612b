import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { noRetest } from './no-retest.ts'

describeDetector('no_retest', (session) => detectPatterns(session, { detectors: [noRetest] }), {
  fires: {
    'source was edited and nothing was run': [
      buildSession().prompt('Fix').edit('src/a.ts').reply('Done.').build(),
      ['e2'],
    ],
    'source was edited after the last test': [
      buildSession().edit('src/a.ts').shell('npm test').edit('src/b.ts').reply('Done.').build(),
      ['e3'],
    ],
    'only a linter ran afterwards': [
      buildSession().edit('src/a.ts').shell('npx eslint src').reply('Done.').build(),
      ['e1'],
    ],
  },
  quiet: {
    'tests ran after the last edit': buildSession().edit('src/a.ts').shell('npm test').reply('Done.').build(),
    'a failing test still is a run': buildSession()
      .edit('src/a.ts')
      .shell('npm test', { exitCode: 1 })
      .reply('Broken.')
      .build(),
    'only documents were edited': buildSession().edit('README.md').edit('docs/a.md').reply('Done.').build(),
    'the program itself was run': buildSession().edit('src/a.py').shell('python src/a.py').reply('Done.').build(),
    'a sub-agent ran the tests': buildSession()
      .edit('src/a.ts')
      .subagent('tester', (child) => child.shell('npm test'))
      .reply('Done.')
      .build(),
    'the parent verifies what a sub-agent edits': buildSession()
      .subagent('coder', (child) => child.edit('src/a.ts').reply('Done.'))
      .build(),
    'nobody tells of tool calls': { ...buildSession().edit('src/a.ts').reply('Done.').build(), agent: 'manual' },
    'the agent was interrupted': buildSession().edit('src/a.ts').lifecycle('interrupt').build(),
  },
})
