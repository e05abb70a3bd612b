import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { unsafeCode } from './unsafe-code.ts'

it.each([
  ['a.ts', '+const agent = new Agent({ rejectUnauthorized: false })'],
  ['a.ts', '+eval(text)'],
  ['a.ts', '+node.innerHTML = text'],
  ['a.py', '+requests.get(url, verify=False)'],
  ['a.py', '+subprocess.run(line, shell=True)'],
  ['a.go', '+	InsecureSkipVerify: true,'],
])('%s %s', (path, line) => {
  expect(hitsOf(unsafeCode, { files: { [path]: [line] } })).toHaveLength(1)
})

it.each([
  ['a string', 'a.ts', "+const help = 'eval(text)'"],
  ['a comment', 'a.py', '+# shell=True would be wrong'],
  ['a test', 'a.test.ts', '+eval(text)'],
  ['emptying a node', 'a.ts', "+node.innerHTML = ''"],
  ['a comparison', 'a.ts', '+if (node.innerHTML === text) x()'],
  ['a method of that name', 'a.ts', '+model.eval(text)'],
])('leaves alone %s', (_, path, line) => {
  expect(hitsOf(unsafeCode, { files: { [path]: [line] } })).toEqual([])
})
