import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyType } from './classify-type.ts'
import { sessionTypes } from './session-type.ts'

describe('classifyType on commits', () => {
  it.each([
    ['bugfix', 'fix crash when the config file is empty', ['src/config-loader.ts', 'src/config-loader.test.ts']],
    ['feature', 'add support for streaming responses', ['src/stream.ts', 'src/index.ts', 'docs/streaming.md']],
    ['docs', 'explain how to install', ['README.md', 'docs/install.md']],
    ['test', 'cover the empty case', ['src/parse.test.ts']],
    ['devops', 'cache the package store', ['.github/workflows/ci.yml']],
    ['upgrade', 'bump left-pad from 1.0.0 to 1.3.0', ['package.json', 'pnpm-lock.yaml']],
    ['refactor', 'extract the lexer into its own module', ['src/lexer.ts', 'src/parser.ts']],
  ] as const)('calls it %s: %s', (type, subject, paths) => {
    expect(classifyType({ prompts: [subject], paths }).type).toBe(type)
  })

  it('believes a subject that names its type', () => {
    const verdict = classifyType({ prompts: ['perf(parser): add fewer objects'], paths: ['src/parser.ts'] })
    expect(verdict).toMatchObject({ type: 'perf', evidence: [{ rule: 'conventional_subject' }] })
    expect(verdict.confidence).toBeGreaterThan(0.9)
  })

  it('tells the type from paths alone when the words are of another language', () => {
    expect(classifyType({ prompts: ['依存関係を更新'], paths: ['package.json', 'yarn.lock'] }).type).toBe('upgrade')
    expect(classifyType({ prompts: ['文書を直す'], paths: ['docs/a.md'] }).type).toBe('docs')
  })
})

it('says what the README says', () => {
  const verdict = classifyType({ prompts: ['fix crash on empty input'], paths: ['src/parse.ts', 'src/parse.test.ts'] })
  expect(verdict).toMatchObject({ type: 'bugfix', confidence: 0.683 })
  expect(verdict.evidence[0]?.detail).toBe('files of categories "source+test" as in fix commits')
})

describe('classifyType on sessions', () => {
  it('calls a session without changes that asks for a cause debug', () => {
    const verdict = classifyType({ prompts: ['why do the tests on main fail?'], edits: [], commands: ['npm test'] })
    expect(verdict.type).toBe('debug')
    expect(verdict.evidence[0]?.rule).toBe('investigation')
  })

  it('calls work on merge conflicts devops, whatever files it touches', () => {
    const edits = [{ path: 'src/a.go' }, { path: 'src/a_test.go' }]
    expect(classifyType({ prompts: ['fix the merge conflicts with main', 'push'], edits }).type).toBe('devops')
  })

  it('calls hardening against leaks security', () => {
    const prompts = ['redact secrets before they are written to the log', 'the tokens leak into the archive too']
    expect(classifyType({ prompts, edits: [{ path: 'src/log.ts' }] }).type).toBe('security')
  })

  it('does not take a plan file for documentation', () => {
    const edits = [{ path: 'plans/telemetry.md' }]
    expect(classifyType({ prompts: ['add telemetry to the commands'], edits }).evidence[0]?.rule).not.toBe('docs_only')
  })

  it('names the events that its evidence was seen in', () => {
    const verdict = classifyType({
      prompts: [{ text: 'refactor the parser into modules', event: 'e1' }],
      edits: [{ path: { text: 'src/parser.ts', event: 'e4' } }],
    })
    expect(verdict.type).toBe('refactor')
    expect(verdict.evidence[0]).toMatchObject({ rule: 'stated_goal', events: ['e1'] })
    expect(verdict.evidence.some((each) => each.events.includes('e4'))).toBe(true)
  })
})

describe('classifyType on any input', () => {
  it('says nothing with low confidence when it was told nothing', () => {
    expect(classifyType({})).toMatchObject({ evidence: [] })
    expect(classifyType({}).confidence).toBeLessThan(0.3)
  })

  it('returns a known type, a confidence from 0 to 1 and plain JSON', () => {
    const texts = fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 })
    fc.assert(
      fc.property(texts, texts, texts, (prompts, paths, commands) => {
        const verdict = classifyType({ prompts, paths, commands })
        expect(sessionTypes).toContain(verdict.type)
        expect(verdict.confidence).toBeGreaterThanOrEqual(0)
        expect(verdict.confidence).toBeLessThanOrEqual(1)
        expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict)
      }),
    )
  })

  it('takes names of object members for words', () => {
    const verdict = classifyType({ prompts: ['__proto__ constructor toString'], paths: ['__proto__/constructor'] })
    expect(sessionTypes).toContain(verdict.type)
  })
})
