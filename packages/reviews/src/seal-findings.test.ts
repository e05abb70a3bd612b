import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FindingDraft } from './finding.ts'
import { sealFindings } from './seal-findings.ts'

const draft: FindingDraft = {
  rule: 'debug_print',
  severity: 'low',
  category: 'maintainability',
  title: 'Left in',
  message: 'm',
  evidence: { file: 'src/a.ts', line: 3, snippet: "console.log('x');", session_id: 's', event_ids: ['1'] },
  recommendation: 'r',
  confidence: 0.8,
}
const at = (evidence: Partial<FindingDraft['evidence']>, more: Partial<FindingDraft> = {}): FindingDraft => {
  return { ...draft, ...more, evidence: { ...draft.evidence, ...evidence } }
}
const mark = (one: FindingDraft): string | undefined => sealFindings([one], 'rules')[0]?.fingerprint

describe('sealFindings', () => {
  it('keeps the fingerprint when lines move or are reformatted', () => {
    expect(mark(at({ line: 90, snippet: '  console.log( "x" )' }))).toBe(mark(draft))
    expect(mark(draft)).toMatch(/^[0-9a-f]{32}$/)
  })

  it('changes it with the rule, the file and the code', () => {
    const marks = [draft, at({ file: 'src/b.ts' }), at({ snippet: 'console.log(y)' }), { ...draft, rule: 'other' }].map(
      mark,
    )
    expect(new Set(marks).size).toBe(4)
  })

  it('tells findings about sessions as a whole apart by session', () => {
    expect(mark(at({ file: null, snippet: null }))).not.toBe(mark(at({ file: null, snippet: null, session_id: 't' })))
  })

  it('joins the same finding: graver severity, earlier line, all events', () => {
    const sealed = sealFindings(
      [at({ line: 9, event_ids: ['2'] }), at({ event_ids: ['1', '2'] }), { ...draft, severity: 'high' }],
      'rules',
    )
    expect(sealed).toHaveLength(1)
    expect(sealed[0]).toMatchObject({ severity: 'high', evidence: { line: 3, event_ids: ['1', '2'] } })
  })

  it('gives equal bytes whatever order findings come in', () => {
    const drafts = [
      draft,
      at({ line: 9 }),
      at({ file: 'b.ts' }),
      at({ snippet: 'y' }, { severity: 'high' }),
      at({ snippet: 'z' }, { confidence: 0.9 }),
    ]
    const expected = JSON.stringify(sealFindings(drafts, 'rules'))
    fc.assert(
      fc.property(fc.shuffledSubarray(drafts, { minLength: drafts.length }), (shuffled) => {
        expect(JSON.stringify(sealFindings(shuffled, 'rules'))).toBe(expected)
      }),
    )
  })
})
