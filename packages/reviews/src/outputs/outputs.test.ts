import type { ReviewReport } from '@ses/schema'
import type { Log } from 'sarif'
import { describe, expect, it } from 'vitest'
import type { FindingDraft } from '../finding.ts'
import { callOf } from '../fixtures/review-input.ts'
import { reportReview } from '../review-report.ts'
import { githubAnnotations } from './github-annotations.ts'
import { reviewMarkdown } from './review-markdown.ts'
import { reviewSarif } from './review-sarif.ts'

const draft: FindingDraft = {
  rule: 'r1',
  severity: 'high',
  category: 'bug',
  title: 'A title: one, two',
  message: '100% sure\n::error::not this\r<img src=x> @team [a](https://example.com)',
  evidence: { file: 'src/a,b:c.ts', line: 3, snippet: 'x = `y`', session_id: 's1', event_ids: ['e1', 'e2'] },
  recommendation: 'Mend it.',
  confidence: 0.9,
}

function report(
  findings: readonly FindingDraft[],
  options: Partial<Parameters<typeof reportReview>[1]> = {},
): ReviewReport {
  const diff = { session_id: 's1', source: 'commits', base: 'a', head: 'b', files: 1, added: 2, removed: 1 } as const
  const reviewers = [{ id: 'rules', outcome: 'ok' as const, findings: findings.length }]
  return reportReview([{ diff, result: { findings, reviewers, unsupported: 0, notes: ['a note'] } }], {
    engine: 'rules',
    ...options,
  })
}

describe('githubAnnotations', () => {
  it('escapes what could end a property or begin a command', () => {
    expect(githubAnnotations(report([draft]))).toEqual([
      '::error file=src/a%2Cb%3Ac.ts,line=3,title=A title%3A one%2C two::100%25 sure%0A::error::not this%0D<img src=x> @team [a](https://example.com) Mend it.',
    ])
  })

  it('names no place where there is none', () => {
    const whole = {
      ...draft,
      severity: 'low' as const,
      message: 'm',
      evidence: { ...draft.evidence, file: null, line: null },
    }
    expect(githubAnnotations(report([whole]))).toEqual(['::notice title=A title%3A one%2C two::m Mend it.'])
  })
})

describe('reviewMarkdown', () => {
  it('lets no text become markup, a mention, a link or a command of a runner', () => {
    const page = reviewMarkdown(report([draft]))
    expect(page).toContain('100% sure ::error::not this \\<img src=x\\> @\u200bteam \\[a\\](https:\u200b//example.com)')
    expect(page).toContain('`` x = `y` ``')
    expect(page.split('\n').some((line) => /^\s*::/.test(line))).toBe(false)
  })

  it('says when there is nothing, and stays short enough for a comment', () => {
    expect(reviewMarkdown(report([]))).toContain('nothing to remark')
    const many = Array.from({ length: 300 }, (_, index) => ({ ...draft, rule: `r${index}`, message: 'm'.repeat(500) }))
    const page = reviewMarkdown(report(many))
    expect(page).toContain('260 more are not shown')
    expect(page.length).toBeLessThan(65_536)
  })
})

describe('reviewSarif', () => {
  it('leads from a finding through the events of the transcript, and marks what is accepted', () => {
    const baseline = {
      schema_version: 1,
      accepted: [{ fingerprint: '', rule: '', file: null, title: '', reason: 'known' }],
    } as const
    const open = report([draft])
    const accepted = baseline.accepted.map((entry) => ({ ...entry, fingerprint: open.findings[0]?.fingerprint ?? '' }))
    const events = [callOf('e1', { command: 'npm test', line: 7 }), callOf('e2')]
    const session = { id: 's1', agent: 'acme', events, responses: [], droppedUsage: [], children: [] }
    const known = report([draft], { baseline: { ...baseline, accepted } })
    const log = reviewSarif(known, { version: '1.0.0', sessions: [session] }) as unknown as Log
    const [result] = log.runs[0]?.results ?? []
    expect(result?.suppressions?.[0]).toMatchObject({ kind: 'external', justification: 'known' })
    const steps = result?.codeFlows?.[0]?.threadFlows[0]?.locations ?? []
    expect(
      steps.map(({ location }) => [location?.message?.text, location?.physicalLocation?.region?.startLine]),
    ).toEqual([
      ['Bash: npm test', 7],
      ['Bash', undefined],
    ])
  })
})

describe('reportReview', () => {
  it('fails by severity, and by the contract when a reviewer did not answer as asked', () => {
    expect(report([draft], { failOn: 'critical' }).passed).toBe(true)
    const failed = report([draft], { failOn: 'high' })
    expect([failed.passed, failed.gate.failed_by]).toEqual([false, [failed.findings[0]?.id]])
    const part = {
      diff: failed.diffs[0] as never,
      result: {
        findings: [],
        unsupported: 2,
        notes: [],
        reviewers: [{ id: 'codex', outcome: 'timeout' as const, findings: 0 }],
      },
    }
    expect(reportReview([part], { engine: 'multi-agent', strictContract: true }).gate.failed_by).toEqual([
      'codex',
      'unsupported',
    ])
    expect(reportReview([part], { engine: 'multi-agent' }).passed).toBe(true)
  })
})
