import { expect, it } from 'vitest'
import { nameOfPath, namesOfPath } from './path-names.ts'

it('reads both kinds of separators', () => {
  expect(namesOfPath('C:\\x\\chats/a.jsonl')).toEqual(['a.jsonl', 'chats', 'x', 'C:'])
  expect(namesOfPath(undefined)).toEqual([])
})

it('takes the endings off a file name', () => {
  expect(['/x/session-1.jsonl', 'a.messages.json', '/x/', undefined].map(nameOfPath)).toEqual([
    'session-1',
    'a',
    'x',
    undefined,
  ])
})
