import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { unverifiedClaims } from './unverified-claims.ts'

it('tells of claims that the record refutes, not of those it bears out or cannot judge', () => {
  const claim = { kind: 'tests_pass', text: 'All tests pass', events: ['1'] }
  const claims = [
    { ...claim, verified: false },
    { ...claim, text: 'b', verified: true },
    { ...claim, text: 'c', verified: null },
  ]
  expect(hitsOf(unverifiedClaims, { claims })).toEqual(['medium The agent said: “All tests pass”.'])
})

it('says why, and takes a failed run for worse', () => {
  const claims = [{ kind: 'test', text: 'Tests pass', events: ['1', '2'], verified: false }]
  const finding = { id: 'claim_mismatch', severity: 'concern', title: '', events: ['1', '2'], advice: '' } as const
  const waste = { tokens: 0, cost_usd: 0, ms: 0 }
  const findings = [{ ...finding, waste, detail: '"Tests pass": the last test run did not pass, 2 failed' }]
  expect(hitsOf(unverifiedClaims, { claims, findings })).toEqual([
    'high The agent said: “Tests pass”. But the last test run did not pass, 2 failed.',
  ])
})
