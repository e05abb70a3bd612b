import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { repeatedSearches } from './repeated-searches.ts'

describeDetector('repeated_searches', (session) => detectPatterns(session, { detectors: [repeatedSearches] }), {
  fires: {
    'the same search runs twice': [
      buildSession().prompt('Find it').search('login').read('src/a.ts').search('login').build(),
      ['e2', 'e4'],
    ],
    'the same grep runs in the shell again, whatever the calls are described as': [
      buildSession()
        .shell('grep -rn login src', { input: '{"description":"Find login"}' })
        .shell('grep -rn login src', { input: '{"description":"Look again"}' })
        .build(),
      ['e1', 'e2'],
    ],
    'only files elsewhere were edited in between': [
      buildSession().search('login', 'src').edit('docs/a.md').search('login', 'src').build(),
      ['e1', 'e3'],
    ],
    'it runs three times, as one finding': [
      buildSession().search('x').search('x').search('x').build(),
      ['e1', 'e2', 'e3'],
    ],
  },
  quiet: {
    'a searched file was edited in between': buildSession()
      .search('login', 'src')
      .edit('src/a.ts')
      .search('login', 'src')
      .build(),
    'a file was created below the searched directory': buildSession()
      .search('login', 'src')
      .create('src/deep/er/b.ts')
      .search('login', 'src')
      .build(),
    'the results differ, so that something changed unseen': buildSession()
      .search('login', 'src', { output: 'a.ts:1' })
      .search('login', 'src', { output: 'a.ts:1\nb.ts:2' })
      .build(),
    'the searched tree was switched by git': buildSession().search('x').shell('git checkout main').search('x').build(),
    'the first result was lost to a compaction': buildSession().search('x').compaction().search('x').build(),
    'the patterns differ': buildSession().search('login').search('logout').build(),
    'the directories differ': buildSession().search('login', 'src').search('login', 'test').build(),
    'the shell ran in different directories': buildSession()
      .shell('rg x', { input: '{"workdir":"/a"}' })
      .shell('rg x', { input: '{"workdir":"/b"}' })
      .build(),
  },
})
