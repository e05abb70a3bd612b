import { expect, it } from 'vitest'
import { outline } from './outline.ts'

it('writes a document as indented lines without what is empty', () => {
  const rows = [
    { id: 'a', intent: 'two\nlines', cost: null, models: ['x', 'y'], usage: { input: 1 } },
    { id: 'b', findings: [] },
  ]
  expect(outline({ total: 2, sessions: rows, note: '' })).toBe(
    'total: 2\nsessions:\n  - id: a\n    intent: two lines\n    models: x, y\n    usage:\n      input: 1\n  - id: b',
  )
})
