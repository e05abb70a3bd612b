import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { contextPressure } from './context-pressure.ts'

describeDetector('context_pressure', (session) => detectPatterns(session, { detectors: [contextPressure] }), {
  fires: {
    'the history was compacted in the middle of a task': [
      buildSession().prompt('Go').read('a').compaction().context('summary', 'so far').read('b').build(),
      ['e3'],
    ],
    'a person had to compact in the middle of a task': [
      buildSession().prompt('Go').read('a').compaction({ trigger: 'manual' }).read('b').build(),
      ['e3'],
    ],
    'the context was nearly full': [
      buildSession()
        .model('claude-sonnet-4-5-20250929')
        .prompt('Go')
        .read('a')
        .usage({ cacheReadTokens: 190_000 })
        .read('b')
        .build(),
      ['e3'],
    ],
  },
  quiet: {
    'a person compacted between two tasks': buildSession()
      .prompt('Go')
      .read('a')
      .reply('Done.')
      .compaction({ trigger: 'manual' })
      .prompt('Next')
      .read('b')
      .build(),
    'the context was half full': buildSession()
      .model('claude-sonnet-4-5')
      .usage({ cacheReadTokens: 100_000 })
      .read('b')
      .build(),
    'the compaction was made before the first recorded work': buildSession()
      .compaction()
      .prompt('Go')
      .read('a')
      .build(),
    'the window of the model is not known': buildSession()
      .model('some-model')
      .usage({ cacheReadTokens: 190_000 })
      .read('b')
      .build(),
    'it turns out that the window is larger': buildSession()
      .model('claude-sonnet-4-5')
      .usage({ cacheReadTokens: 500_000 })
      .read('b')
      .build(),
  },
})
