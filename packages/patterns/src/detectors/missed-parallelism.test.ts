import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { missedParallelism } from './missed-parallelism.ts'

describeDetector('missed_parallelism', (session) => detectPatterns(session, { detectors: [missedParallelism] }), {
  fires: {
    'four files are read one response each': [
      buildSession().prompt('Look').read('a.ts').read('b.ts').read('c.ts').read('d.ts').build(),
      ['e2', 'e3', 'e4', 'e5'],
    ],
    'files are read in the shell one by one': [
      ['a', 'b', 'c', 'd']
        .reduce(
          (builder, name) => builder.shell(`cat ${name}.txt`, { files: [{ path: `${name}.txt`, operation: 'read' }] }),
          buildSession({ agent: 'codex' }),
        )
        .build(),
      ['e1', 'e2', 'e3', 'e4'],
    ],
  },
  quiet: {
    'they share a response': buildSession()
      .batch((batch) => batch.read('a.ts').read('b.ts').read('c.ts').read('d.ts'))
      .build(),
    'one response is split over several rows': buildSession()
      .batch((batch) => batch.read('a.ts').thinking('next').read('b.ts').read('c.ts').read('d.ts'))
      .build(),
    'each file is named by the one before': buildSession()
      .read('a.ts', { output: "import { x } from './b'" })
      .read('b.ts', { output: "import { y } from './c.ts'" })
      .read('c.ts', { output: 'see d.ts' })
      .read('d.ts')
      .build(),
    'a search lies between': buildSession().read('a').read('b').search('x').read('c').read('d').build(),
    'a person spoke in between': buildSession().read('a').read('b').prompt('Go on').read('c').read('d').build(),
    'one file is read in parts': buildSession().read('a').read('a').read('a').read('a').build(),
    'no response ids are recorded': {
      ...buildSession().build(),
      events: buildSession()
        .read('a')
        .read('b')
        .read('c')
        .read('d')
        .build()
        .events.map((event) => {
          const { responseId: _, ...rest } = event as typeof event & { responseId?: string }
          return rest as typeof event
        }),
    },
  },
})
