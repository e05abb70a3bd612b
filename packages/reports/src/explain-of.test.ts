import { checkDocument } from '@ses/schema'
import { buildSession } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { explainOf } from './explain-of.ts'
import { sampleSummary } from './fixtures/sample-summary.ts'
import { subjectOf } from './fixtures/subject-of.ts'

const session = buildSession()
  .prompt('Fix the crash in the parser')
  .read('src/parser.ts')
  .shell('cat missing.txt', { exitCode: 1, output: 'cat: missing.txt: No such file or directory' })
  .edit('src/parser.ts')
  .shell('cd /project && npm test 2>&1 | tail -3', { exitCode: 1, checks: [{ kind: 'test', ok: false, failed: 2 }] })
  .prompt('the null case too', { queued: true })
  .shell('npm test', { checks: [{ kind: 'test', ok: true, passed: 9 }] })
  .shell('git commit -am x', { commits: [{ sha: 'abc1234', subject: 'fix: null' }] })
  .reply('Fixed. The parser takes null now.')
  .prompt('Thanks')
  .subagent('Explore', (child) => child.prompt('look').edit('src/other.ts'))
  .lifecycle('interrupt')
  .build()

describe('an explanation', () => {
  const document = explainOf(subjectOf(session))

  it('fits its schema', () => {
    expect(checkDocument('explain', document)).toEqual([])
  })

  it('tells turn by turn what was asked and what came of it', () => {
    expect(document.turns).toHaveLength(2)
    expect(document.turns[0]).toMatchObject({
      prompt: 'Fix the crash in the parser',
      queued: ['the null case too'],
      calls: { shell: 4, read: 1, edit: 1 },
      files: [{ path: 'src/parser.ts', operations: ['edit'] }],
      checks: [{ kind: 'test', command: 'npm test', runs: 2, failed: 1, ok: true, passed_tests: 9, event: 'e7' }],
      commits: [{ sha: 'abc1234', branch: null, subject: 'fix: null' }],
      errors: [
        { tool: 'Bash', what: 'cat missing.txt', message: 'cat: missing.txt: No such file or directory', times: 1 },
      ],
      answer: 'Fixed. The parser takes null now.',
    })
    expect(document.turns[1]).toMatchObject({
      prompt: 'Thanks',
      calls: { subagent: 1 },
      files: [{ path: 'src/other.ts', operations: ['edit'] }],
      incidents: [{ kind: 'interrupted' }],
      answer: null,
    })
  })

  it('quotes the events that speak for each verdict', () => {
    const quoted = Object.values(document.why)
      .flat()
      .flatMap(({ quotes }: { quotes: readonly { event: string; text: string }[] }) => quotes)
    expect(quoted.length).toBeGreaterThan(0)
    const ids = new Set(session.events.map(({ id }) => id))
    for (const { event, text } of quoted) {
      expect(ids.has(event)).toBe(true)
      expect(text).not.toBe('')
    }
    expect(document.why.outcome.flatMap(({ quotes }) => quotes).map(({ text }) => text)).toContain('Bash npm test')
  })

  it('of a summary alone tells what is left: prompts and reasons, no turns and no quotes', () => {
    const evidence = { type: [{ rule: 'r', events: ['e1'] }], intent: [], risk: [] }
    const alone = explainOf(
      { summary: { ...sampleSummary(), evidence } },
      { commit: { sha: 'abc', branch: null, subject: null } },
    )
    expect(checkDocument('explain', alone)).toEqual([])
    expect(alone.turns).toEqual([])
    expect(alone.why.type).toEqual([{ rule: 'r', events: ['e1'], quotes: [] }])
    expect(alone.commit?.sha).toBe('abc')
  })
})
