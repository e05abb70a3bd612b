import { expect, it } from 'vitest'
import { outcomeOfExit } from './exit-outcome.ts'

it.each([
  ['npm test', 0, 'ok'],
  ['npm test', 1, 'error'],
  ['rg foo src', 1, 'ok'],
  ['rg foo src', 2, 'error'],
  ['cd app && grep -rn foo .', 1, 'ok'],
  ['cat a | grep foo', 1, 'ok'],
  ['npm test && grep foo log', 1, 'error'],
  ['npm ci; grep foo log', 1, 'ok'],
  ['grep foo log && npm test', 1, 'error'],
  ['diff a b', 1, 'ok'],
  ['git diff --quiet', 1, 'ok'],
  ['git diff', 1, 'error'],
  ['[ -f x ]', 1, 'ok'],
  [undefined, 1, 'error'],
])('%s with exit code %i is %s', (command, exitCode, outcome) => {
  expect(outcomeOfExit(command, exitCode)).toBe(outcome)
})
