import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { checks } from './index.ts'

it('names every check of the folder once, under the name of its file', () => {
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts')
    .map((name) => name.slice(0, -3))
  expect(checks.map(({ id }) => id).sort()).toEqual(files.sort())
})
