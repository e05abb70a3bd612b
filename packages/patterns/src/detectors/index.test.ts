import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { detectors } from './index.ts'

it('names every detector file once, under its own id', () => {
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts')
    .map((name) => name.slice(0, -3).replaceAll('-', '_'))
  expect(detectors.map((detector) => detector.id).sort()).toEqual(files.sort())
})

it('has stable ids', () => {
  expect(detectors.map((detector) => detector.id)).toEqual([
    'repeated_searches',
    'write_without_read',
    'error_rate',
    'error_streak',
    'low_read_ratio',
    'bash_overuse',
    'write_then_read',
    'scattered_files',
    'missed_parallelism',
    'retry_loop',
    'edit_churn',
    'edit_revert',
    'no_retest',
    'claim_mismatch',
    'scope_drift',
    'destructive_command',
    'secret_exposed',
    'context_pressure',
  ])
})

it('prefixes every threshold with the id of its detector', () => {
  for (const { id, thresholds } of detectors) {
    for (const key of Object.keys(thresholds)) expect(key.startsWith(`${id}_`)).toBe(true)
  }
})
