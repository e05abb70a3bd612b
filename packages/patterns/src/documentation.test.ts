import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { detectors } from './detectors/index.ts'
import { gradeWeights } from './grade-weights.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8').replace(/ +/g, ' ')

it('lists every detector and every grading key with its default', () => {
  for (const { id } of detectors) expect(readme).toContain(`| \`${id}\` |`)
  for (const [key, value] of Object.entries(gradeWeights)) expect(readme).toContain(`\`${key}\` | ${value} |`)
})
