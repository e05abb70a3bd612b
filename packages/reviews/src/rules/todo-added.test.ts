import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { todoAdded } from './todo-added.ts'

it('tells of a mark in a comment, FIXME louder than TODO', () => {
  const files = { 'a.ts': ['+// TODO: handle errors', '+x() // FIXME leaks'], 'b.py': ['+# TODO(bob) later'] }
  expect(hitsOf(todoAdded, { files })).toEqual([
    'info a.ts:1 Left open: TODO: handle errors',
    'low a.ts:2 Left open: FIXME leaks',
    'info b.py:1 Left open: TODO(bob) later',
  ])
})

it.each([
  ['a word of code', '+const TODO = list()'],
  ['a string', "+const text = '// TODO: no'"],
  ['a word in a sentence', '+// shows all TODO entries'],
  ['one with an issue', '+// TODO(#12): later'],
  ['one with a ticket', '+// TODO ABC-12 later'],
])('leaves alone %s', (_, line) => {
  expect(hitsOf(todoAdded, { files: { 'a.ts': [line] } })).toEqual([])
})

it('leaves alone one that was there before, however it is indented now', () => {
  expect(hitsOf(todoAdded, { files: { 'a.ts': ['-// TODO: later', '+    // TODO:  later'] } })).toEqual([])
})
