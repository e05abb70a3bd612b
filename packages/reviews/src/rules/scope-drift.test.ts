import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { scopeDrift } from './scope-drift.ts'

it('passes on what the detector saw, and nothing of the other detectors', () => {
  const waste = { tokens: 0, cost_usd: 0, ms: 0 }
  const seen = {
    id: 'scope_drift',
    severity: 'warning',
    title: '',
    events: ['1'],
    waste,
    advice: '',
    detail: 'changed outside the request: a',
  } as const
  expect(hitsOf(scopeDrift, { findings: [seen, { ...seen, id: 'retry_loop' }] })).toEqual([
    'medium Changed outside the request: a.',
  ])
})
