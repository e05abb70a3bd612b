import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { errorRate } from './error-rate.ts'

const failed = { outcome: 'error' as const }

describeDetector('error_rate', (session) => detectPatterns(session, { detectors: [errorRate] }), {
  fires: {
    'two of ten calls fail': [
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
        .reduce((builder, path) => builder.read(path), buildSession())
        .read('x', failed)
        .read('y', failed)
        .build(),
      ['e9', 'e10'],
    ],
    'programs are not found': [
      buildSession().shell('pytest', { exitCode: 127 }).read('a').read('b').read('c').read('d').build(),
      ['e1'],
    ],
  },
  quiet: {
    'there are too few calls for a rate': buildSession().read('a', failed).read('b').read('c').read('d').build(),
    'the rate is at the threshold': Array.from({ length: 17 }, (_, index) => `f${index}`)
      .reduce((builder, path) => builder.read(path), buildSession())
      .read('x', failed)
      .read('y', failed)
      .read('z', failed)
      .build(),
    'outputs merely contain the word': ['a', 'b', 'c', 'd', 'e']
      .reduce((builder, path) => builder.read(path, { output: 'Error: throw new Error("no")' }), buildSession())
      .build(),
    'searches find nothing': ['a', 'b', 'c', 'd', 'e']
      .reduce((builder, word) => builder.shell(`cd src && grep -rn ${word} .`, { exitCode: 1 }), buildSession())
      .build(),
    'tests fail while they are being fixed': ['a', 'b', 'c', 'd', 'e']
      .reduce(
        (builder, path) => builder.edit(path).shell('npm test', { exitCode: 1, checks: [{ kind: 'test', ok: false }] }),
        buildSession(),
      )
      .build(),
    'a person denied the calls': ['a', 'b', 'c', 'd', 'e']
      .reduce((builder, path) => builder.edit(path, {}, { outcome: 'denied' }), buildSession())
      .build(),
  },
})
