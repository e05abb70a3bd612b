import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { editRevert } from './edit-revert.ts'

const forth = { before: 'f() {\n  return 1\n}', after: 'f() {\n  return 2\n}' }
const back = { before: '  return 2', after: '  return 1' }

describeDetector('edit_revert', (session) => detectPatterns(session, { detectors: [editRevert] }), {
  fires: {
    'an edit is taken back, whatever context the edits quote': [
      buildSession().prompt('Fix').edit('a.ts', forth).shell('npm test').edit('a.ts', back).build(),
      ['e2', 'e4'],
    ],
  },
  quiet: {
    'it is made again and stays': buildSession().edit('a.ts', forth).edit('a.ts', back).edit('a.ts', forth).build(),
    'a person asked for it': buildSession().edit('a.ts', forth).prompt('Undo that').edit('a.ts', back).build(),
    'it was logging put in to look': buildSession()
      .edit('a.ts', { before: 'x()', after: 'console.log(1)\nx()' })
      .edit('a.ts', { before: 'console.log(1)\nx()', after: 'x()' })
      .build(),
    'another file is changed the other way': buildSession().edit('a.ts', forth).edit('b.ts', back).build(),
    'the taking back failed': buildSession().edit('a.ts', forth).edit('a.ts', back, { outcome: 'error' }).build(),
  },
})
