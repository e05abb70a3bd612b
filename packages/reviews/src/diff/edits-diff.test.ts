import type { FileTouch, Session } from '@ses/model'
import { expect, it } from 'vitest'
import { callOf } from '../fixtures/review-input.ts'
import { editsDiff } from './edits-diff.ts'

function diffOf(...touches: FileTouch[]): string[] {
  const events = touches.map((touch, index) => callOf(`e${index}`, { files: [touch] }))
  const session: Session = { id: 's', agent: 'acme', events, responses: [], droppedUsage: [], children: [] }
  return editsDiff(session).files.flatMap(({ path, status, hunks }) => [
    `${status} ${path}`,
    ...hunks.flatMap(({ lines }) =>
      lines.map(
        ({ kind, text, newLine }) =>
          `${kind === 'added' ? '+' : kind === 'removed' ? '-' : ' '}${newLine ?? ''} ${text}`,
      ),
    ),
  ])
}

it('numbers the lines of a file that the session made, as they are at the end', () => {
  expect(
    diffOf(
      { path: 'a.ts', operation: 'create', after: 'one\ntwo\n' },
      { path: 'a.ts', operation: 'edit', before: 'two', after: 'TWO\nthree' },
    ),
  ).toEqual(['added a.ts', '+1 one', '+2 TWO', '+3 three'])
})

it('joins an edit with the one whose text it changes, and drops what was taken back', () => {
  expect(
    diffOf(
      { path: 'a.ts', operation: 'edit', before: 'x', after: 'console.log(x)' },
      { path: 'b.ts', operation: 'edit', before: 'a', after: 'b' },
      { path: 'a.ts', operation: 'edit', before: 'console.log(x)', after: 'x' },
    ),
  ).toEqual(['modified b.ts', '- a', '+ b'])
})

it('gives edits of unknown place no line numbers', () => {
  expect(diffOf({ path: 'a.ts', operation: 'edit', before: 'a\nb', after: 'a\nc' })).toEqual([
    'modified a.ts',
    '  a',
    '- b',
    '+ c',
  ])
})

it('does not take a rewritten file for new when it was read before', () => {
  expect(
    diffOf({ path: 'a.ts', operation: 'read' }, { path: 'a.ts', operation: 'write', after: 'old line\nnew line' }),
  ).toEqual(['modified a.ts'])
})

it('follows renames and deletions; a file that came and went is none', () => {
  expect(
    diffOf(
      { path: 'a.ts', operation: 'rename', to: 'b.ts' },
      { path: 'b.ts', operation: 'edit', before: '1', after: '2' },
      { path: 'c.ts', operation: 'delete' },
      { path: 'd.ts', operation: 'create', after: 'x' },
      { path: 'd.ts', operation: 'delete' },
    ),
  ).toEqual(['renamed b.ts', '- 1', '+ 2', 'deleted c.ts'])
})

it('leaves out calls that failed and files outside the project', () => {
  const touch: FileTouch = { path: 'a.ts', operation: 'create', after: 'x' }
  const events = [
    callOf('1', { files: [touch], outcome: 'error' }),
    callOf('2', { files: [{ ...touch, path: '/tmp/x.ts' }] }),
  ]
  expect(editsDiff({ id: 's', agent: 'a', events, responses: [], droppedUsage: [], children: [] }).files).toEqual([])
})

it('counts what a sub-agent edited', () => {
  const child = { id: 'c', agent: 'a', responses: [], droppedUsage: [], children: [] }
  const session: Session = {
    ...child,
    id: 's',
    events: [
      callOf('1', { childId: 'c' }),
      callOf('2', { files: [{ path: 'a.ts', operation: 'edit', before: '2', after: '3' }] }),
    ],
    children: [
      { ...child, events: [callOf('1', { files: [{ path: 'a.ts', operation: 'edit', before: '1', after: '2' }] })] },
    ],
  }
  const lines = editsDiff(session).files[0]?.hunks.flatMap((hunk) =>
    hunk.lines.map(({ kind, text }) => `${kind} ${text}`),
  )
  expect(lines).toEqual(['removed 1', 'added 3'])
})

it('drops the mark of a text that was shortened, and the numbers behind it', () => {
  const after = 'one\n[… 5000 characters left out …]\nlast'
  expect(diffOf({ path: 'a.ts', operation: 'create', after })).toEqual(['added a.ts', '+1 one', '+ last'])
})
