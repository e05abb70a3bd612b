import { expect, it } from 'vitest'
import { commandParts } from './command-part.ts'

it.each([
  ['npm test 2>&1 | tail -5', ['npm test', 'tail -5']],
  ['cd /project && npm test', ['npm test']],
  ['cd /project/web && npm test', ['cd web && npm test']],
  ['cd /elsewhere && CI=1 npm test', ['cd /elsewhere && CI=1 npm test']],
  ["go test -run 'A|B' ./x", ["go test -run 'A|B' ./x"]],
  ['echo hello', []],
  ['x'.repeat(5000), []],
])('%j can be typed again as %j', (line, texts) => {
  expect(commandParts(line, '/project').map(({ text }) => text)).toEqual(texts)
})

it('knows a Windows folder in its spellings', () => {
  const line = 'cd /d/shop/src && go build ./...'
  expect(commandParts(line, 'D:\\shop').map(({ text }) => text)).toEqual(['cd src && go build ./...'])
})
