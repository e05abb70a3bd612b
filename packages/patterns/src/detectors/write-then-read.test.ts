import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { writeThenRead } from './write-then-read.ts'

describeDetector('write_then_read', (session) => detectPatterns(session, { detectors: [writeThenRead] }), {
  fires: {
    'a file is added to a directory whose files are read only then': [
      buildSession().read('README.md').create('src/api/new.ts').read('src/api/old.ts').build(),
      ['e2', 'e3'],
    ],
    'a file is edited before its neighbours are read': [
      buildSession().edit('src/api/a.ts').read('src/api/b.ts').build(),
      ['e1', 'e2'],
    ],
  },
  quiet: {
    'the directory was read first': buildSession()
      .read('src/api/old.ts')
      .create('src/api/new.ts')
      .read('src/api/b.ts')
      .build(),
    'a search covered it first': buildSession()
      .search('x', 'src')
      .create('src/api/new.ts')
      .read('src/api/old.ts')
      .build(),
    'the directory was listed first': buildSession()
      .list('src/api')
      .create('src/api/new.ts')
      .read('src/api/old.ts')
      .build(),
    'only the file just written is read': buildSession().create('src/api/new.ts').read('src/api/new.ts').build(),
    'nothing is read there afterwards': buildSession().create('src/api/new.ts').read('test/x.ts').build(),
    'the place is a temporary one': buildSession().create('/tmp/a.sh').read('/tmp/b.log').build(),
  },
})
