import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { commentedCode } from './commented-code.ts'

it('tells of code that became a comment, even one line of it', () => {
  const files = { 'src/a.ts': ['-  await verify(token)', '+  // await verify(token)'] }
  expect(hitsOf(commentedCode, { files })).toEqual(['low src/a.ts:1 A line of code was commented out.'])
})

it('tells of three lines in a row that read as code', () => {
  const files = { 'src/a.py': ['+# x = load()', '+# if x:', '+#     return save(x)', '+y = 1'] }
  expect(hitsOf(commentedCode, { files })).toEqual(['low src/a.py:1 3 lines of code were commented out.'])
})

it.each([
  ['prose', ['+// This finds the user (by id),', '+// then checks the rights;', '+// see the page of the API.']],
  ['an example', ['+// Usage:', '+// const a = open();', '+// a.close();', '+// done();']],
  ['documentation', ['+/// let a = open();', '+/// a.close();', '+/// drop(a);']],
  ['two lines', ['+// const a = open();', '+// a.close();']],
])('leaves alone %s', (_, lines) => {
  expect(hitsOf(commentedCode, { files: { 'src/a.ts': lines } })).toEqual([])
})
