import { buildSession, describeDetector } from '@ses/testkit'
import { expect, it } from 'vitest'
import { detectPatterns } from '../detect.ts'
import { secretExposed } from './secret-exposed.ts'

const mask = '[masked:aws_key:1a2b]'

describeDetector('secret_exposed', (session) => detectPatterns(session, { detectors: [secretExposed] }), {
  fires: {
    'a prompt holds one': [buildSession().prompt(`Use ${mask}`).build(), ['e1']],
    'one secret goes from an output into a command': [
      buildSession()
        .shell('cat .env', { output: `KEY=${mask}` })
        .shell(`curl -H ${mask} x.test`)
        .build(),
      ['e1', 'e2'],
    ],
    'two secrets are two findings': [
      buildSession()
        .shell('env', { output: `A=${mask} B=[masked:jwt:ffff]` })
        .build(),
      ['e1'],
      ['e1'],
    ],
    'a file is written with one': [buildSession().create('.env', `KEY=${mask}`).build(), ['e1']],
  },
  quiet: {
    'nothing was masked': buildSession().prompt('masked: nothing').shell('echo [masked]').build(),
    'the agent made one up in a reply': buildSession().reply(`For example ${mask}`).build(),
    'the harness put it there': buildSession().context('environment', mask).build(),
  },
})

it('takes a secret in a test or document less seriously', () => {
  const severities = ['src/a.ts', 'test/a.test.ts'].map(
    (path) => detectPatterns(buildSession().create(path, mask).build(), { detectors: [secretExposed] })[0]?.severity,
  )
  expect(severities).toEqual(['concern', 'info'])
})

it('never holds what stood around the mask', () => {
  const session = buildSession()
    .shell('env', { output: `hunter2 ${mask}` })
    .build()
  expect(JSON.stringify(detectPatterns(session, { detectors: [secretExposed] }))).not.toContain('hunter2')
})
