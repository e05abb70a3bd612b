import { expect, it } from 'vitest'
import { sessionTypes } from './session-type.ts'
import { summarySentence } from './summary-sentence.ts'

it('joins what was done and what was wanted', () => {
  expect(summarySentence('bugfix', 'Fix authentication timeout issue')).toBe('Fixed: Fix authentication timeout issue')
})

it('has a word for every type', () => {
  for (const type of sessionTypes) expect(summarySentence(type, 'x')).toMatch(/^[A-Z][a-z ]+: x$/)
})

it('does not call unfinished work done, if that is sure', () => {
  const end = (confidence: number) => ({ state: 'abandoned', confidence, evidence: [] }) as const
  expect(summarySentence('feature', 'Add x', end(0.9))).toBe('Abandoned: Add x')
  expect(summarySentence('feature', 'Add x', end(0.5))).toBe('Added: Add x')
})

it('says so when there was no request', () => {
  expect(summarySentence('docs', '')).toBe('Documented: no request was recorded')
})
