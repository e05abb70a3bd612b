import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyRisk } from './classify-risk.ts'

const changed = (...paths: string[]) => ({ changes: paths.map((path) => ({ path })) })
const rulesOf = (input: Parameters<typeof classifyRisk>[0]) => classifyRisk(input).reasons.map((reason) => reason.rule)

describe('classifyRisk', () => {
  it('finds nothing in a small change of ordinary source', () => {
    expect(classifyRisk(changed('src/format.ts'))).toEqual({ level: 'low', score: 0, reasons: [] })
  })

  it.each([
    'src/auth/login.ts',
    'src/userAuth.ts',
    'internal/oauthhttp/client.go',
    'billing/invoice.py',
    'lib/crypto/sign.rb',
    'db/migrate/001_users.rb',
    'infra/main.tf',
    '.env',
  ])('calls a change of %s at least medium', (path) => {
    expect(classifyRisk(changed(path)).level).not.toBe('low')
  })

  it.each(['src/author.ts', 'src/tokenizer.ts', 'docs/auth.md', 'src/auth.test.ts', '.env.example'])(
    'is not alarmed by %s',
    (path) => {
      expect(classifyRisk(changed(path)).level).toBe('low')
    },
  )

  it('adds reasons like independent chances, the weightiest first', () => {
    const risk = classifyRisk({ ...changed('src/auth/login.ts'), commands: ['git push --force origin main'] })
    expect(risk.reasons.map((reason) => reason.weight)).toEqual([45, 32])
    expect(risk).toMatchObject({ level: 'high', score: 63 })
  })

  it('grows with the size of the change, lock files and documents left out', () => {
    const many = Array.from({ length: 40 }, (_, index) => `src/file-${index}.ts`)
    expect(classifyRisk(changed(...many)).score).toBeGreaterThan(classifyRisk(changed(...many.slice(0, 8))).score)
    expect(rulesOf({ changes: [{ path: 'docs/a.md', addedLines: 5000 }] })).toEqual([])
  })

  it('sees masked secrets, and says which kind', () => {
    const risk = classifyRisk({ texts: [{ text: 'use [masked:aws_access_key:1f2e] here', event: 'e7' }] })
    expect(risk.reasons).toMatchObject([
      { rule: 'secret_seen', detail: 'secrets in 1 texts: aws_access_key', events: ['e7'] },
    ])
  })

  it('counts only the last result of each kind of check', () => {
    const failed = { kind: 'test', ok: false }
    const passed = { kind: 'test', ok: true }
    expect(rulesOf({ checks: [passed, failed] })).toEqual(['failing_check'])
    expect(rulesOf({ checks: [failed, passed] })).toEqual([])
  })

  it('sees tests that were switched off, but not those that already were', () => {
    const path = 'src/a.test.ts'
    expect(rulesOf({ changes: [{ path, removed: "it('x')", added: "it.skip('x')" }] })).toContain('skipped_tests')
    expect(rulesOf({ changes: [{ path, removed: "it.skip('x')", added: "it.skip('y')" }] })).not.toContain(
      'skipped_tests',
    )
    expect(rulesOf({ changes: [{ path, deleted: true }] })).toContain('skipped_tests')
  })

  it('calls source unverified only when checks are known and none passed after it', () => {
    const changes = [{ path: 'src/a.ts', addedLines: 100 }]
    expect(rulesOf({ changes })).toEqual([])
    expect(rulesOf({ changes, checks: [] })).toEqual(['unverified_code'])
    expect(rulesOf({ changes, checks: [{ kind: 'test', ok: true }] })).toEqual([])
    expect(rulesOf({ changes, checks: [{ kind: 'test', ok: true, stale: true }] })).toEqual(['unverified_code'])
  })

  it('sees work without permission checks', () => {
    expect(rulesOf({ modes: ['bypassPermissions'] })).toEqual(['permission_bypass'])
    expect(rulesOf({ modes: ['acceptEdits'] })).toEqual([])
  })

  it('adds the paths of a project', () => {
    const paths = [{ glob: 'src/pricing/**', reason: 'prices', points: 55 }]
    const risk = classifyRisk(changed('src/pricing/tax/vat.ts'), { paths })
    expect(risk).toMatchObject({
      level: 'high',
      reasons: [{ rule: 'project_path', detail: 'prices: src/pricing/tax/vat.ts' }],
    })
    expect(classifyRisk(changed('src/other.ts'), { paths }).reasons).toEqual([])
  })

  it('never falls when something is added', () => {
    const paths = fc.array(
      fc.constantFrom('src/a.ts', 'auth/x.ts', 'db/migrate/1.sql', '.github/workflows/a.yml', 'go.mod'),
    )
    const commands = fc.array(fc.constantFrom('git push -f', 'rm -rf src', 'ls', 'git reset --hard'))
    fc.assert(
      fc.property(paths, commands, (names, lines) => {
        const whole = classifyRisk({ ...changed(...names), commands: lines }).score
        const part = classifyRisk({ ...changed(...names.slice(1)), commands: lines.slice(1) }).score
        expect(whole).toBeGreaterThanOrEqual(part)
        expect(whole).toBeLessThanOrEqual(100)
      }),
    )
  })
})
