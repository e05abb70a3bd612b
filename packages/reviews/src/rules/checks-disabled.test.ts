import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { checksDisabled } from './checks-disabled.ts'

it.each([
  ['a.ts', '+// @ts-ignore', 'low'],
  ['a.ts', '+/* eslint-disable */', 'low'],
  ['a.py', '+x = y  # type: ignore', 'low'],
  ['a.py', '+eval(x)  # nosec', 'medium'],
  ['a.go', '+	x() //nolint:errcheck', 'low'],
])('%s %s is %s', (path, line, severity) => {
  expect(hitsOf(checksDisabled, { files: { [path]: [line] } }).map((hit) => hit.split(' ')[0])).toEqual([severity])
})

it.each([
  ['one with a reason', 'a.go', '+	x() //nolint:errcheck // best effort only'],
  ['one with a reason behind a dash', 'a.ts', '+// eslint-disable-next-line no-eval -- input is a constant'],
  ['a string', 'a.ts', "+const mark = '@ts-ignore'"],
])('leaves alone %s', (_, path, line) => {
  expect(hitsOf(checksDisabled, { files: { [path]: [line] } })).toEqual([])
})
