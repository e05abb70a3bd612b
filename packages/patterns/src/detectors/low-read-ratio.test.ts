import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { lowReadRatio } from './low-read-ratio.ts'

const reads = ['a', 'b', 'c', 'd', 'e']
const edits = ['a', 'b', 'c', 'd', 'e']

const blind = reads.reduce((builder, path) => builder.read(path), buildSession())
edits.reduce((builder, path) => builder.edit(path), blind)

const early = reads.reduce((builder, path) => builder.read(path), buildSession())
early.shell('npm test', { checks: [{ kind: 'test', ok: true }] })
edits.reduce((builder, path) => builder.edit(path), early)

const careful = [...reads, 'f', 'g', 'h'].reduce((builder, path) => builder.read(path), buildSession())
edits.reduce((builder, path) => builder.edit(path), careful)

const making = reads.reduce((builder, path) => builder.read(path), buildSession())
edits.reduce((builder, path) => builder.create(`new/${path}`), making)

const notes = reads.reduce((builder, path) => builder.read(path), buildSession())
edits.reduce((builder, path) => builder.edit(`docs/${path}.md`).edit(`/home/me/plans/${path}`), notes)

describeDetector('low_read_ratio', (session) => detectPatterns(session, { detectors: [lowReadRatio] }), {
  fires: { 'there are as many edits as reads': [blind.build(), ['e6', 'e7', 'e8', 'e9', 'e10']] },
  quiet: {
    'a test passed before the edits': early.build(),
    'reads outnumber the edits by half': careful.build(),
    'the files written are new': making.build(),
    'plans and notes are written': notes.build(),
    'there are fewer than five of each': buildSession()
      .read('a')
      .edit('a')
      .edit('b')
      .edit('c')
      .edit('d')
      .edit('e')
      .build(),
  },
})
