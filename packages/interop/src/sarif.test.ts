import type { Log } from 'sarif'
import { expect, expectTypeOf, it } from 'vitest'
import { type SarifFinding, toSarif } from './sarif.ts'

const finding: SarifFinding = {
  rule: 'tests_not_run',
  severity: 'high',
  category: 'test-gap',
  title: 'Tests were not run',
  message: 'The last edit came after the last test run',
  recommendation: 'Run the tests',
  fingerprint: 'abc',
  path: 'src/a b.ts',
  line: 3,
  snippet: 'x = 1',
  confidence: 0.9,
  flow: [{ session: 's/1', event: '12', line: 12, text: 'edited' }],
  suppressed: 'accepted by hand',
}

it('is a log of the shape that the standard defines', () => {
  const log = toSarif({ version: '1.0.0', findings: [finding] })
  expectTypeOf(log.version).toEqualTypeOf<Log['version']>()
  const [run] = (log as unknown as Log).runs
  const [result] = run?.results ?? []
  expect(result?.locations?.[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: 'src/a%20b.ts', uriBaseId: 'SRCROOT' },
    region: { startLine: 3, snippet: { text: 'x = 1' } },
  })
  expect(result?.codeFlows?.[0]?.threadFlows[0]?.locations[0]?.location?.physicalLocation?.artifactLocation?.uri).toBe(
    'ses://session/s%2F1',
  )
  expect(result?.suppressions?.[0]?.kind).toBe('external')
  expect(result?.partialFingerprints).toEqual({ 'ses/v1': 'abc' })
})

it('names each rule once, in order of id, and points results to it', () => {
  const other = { ...finding, rule: 'a_rule', severity: 'info' } as const
  const [run] = (toSarif({ version: '1.0.0', findings: [finding, other, finding] }) as unknown as Log).runs
  expect(run?.tool.driver.rules?.map(({ id }) => id)).toEqual(['a_rule', 'tests_not_run'])
  expect(run?.results?.map(({ ruleIndex }) => ruleIndex)).toEqual([1, 0, 1])
  expect(run?.results?.map(({ level }) => level)).toEqual(['error', 'note', 'error'])
})

it('has no location for what concerns the session as a whole', () => {
  const { path: _path, ...whole } = finding
  const [run] = (toSarif({ version: '1.0.0', findings: [whole] }) as unknown as Log).runs
  expect(run?.results?.[0]?.locations).toBe(undefined)
})
