import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { rules } from './index.ts'

it('names every rule of its folder once', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => !name.includes('.test.') && name !== 'index.ts')
  expect(rules).toHaveLength(files.length)
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
})

it('has a test for every rule', () => {
  const names = readdirSync(import.meta.dirname)
  const untested = names.filter((name) => !name.includes('.test.') && !names.includes(name.replace('.ts', '.test.ts')))
  expect(untested).toEqual([])
})
