import { checkDocument } from '@ses/schema'
import { buildSession, type SessionBuilder } from '@ses/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateTokens } from './estimate-tokens.ts'
import { subjectOf } from './fixtures/subject-of.ts'
import { handoffBlocks } from './handoff-blocks.ts'
import { handoffOf } from './handoff-of.ts'
import { markdownOf } from './markdown-of.ts'

const test = (ok: boolean, passed = 3) => ({
  exitCode: ok ? 0 : 1,
  checks: [{ kind: 'test' as const, ok, passed, failed: ok ? 0 : 1 }],
})
const handoff = (session: SessionBuilder, maxTokens?: number) =>
  handoffOf(subjectOf(session.build()), maxTokens === undefined ? {} : { maxTokens })

/** A session in which errors were mended, a decision was made, and something is left. */
const worked = (): SessionBuilder =>
  buildSession()
    .prompt('Fix the rounding of totals in the cart. Keep the public API as it is.')
    .call('TodoWrite', 'plan', {
      input: JSON.stringify({
        todos: [
          { content: 'Round once', status: 'completed' },
          { content: 'Document the rule', status: 'pending' },
        ],
      }),
    })
    .edit('src/missing.ts', {}, { outcome: 'error', output: 'File not found' })
    .edit('src/missing.ts')
    .shell('npm test', test(false))
    .reply('I used integer cents instead of floats in src/total.ts to avoid drift.')
    .edit('src/total.ts', { before: 'a', after: 'b' })
    .shell('npm test', test(true))
    .shell('npm run deploy', { exitCode: 1, output: 'deploy: no credentials' })
    .shell('git commit -am "Round once"', { commits: [{ sha: 'abcdef1234', subject: 'Round once' }] })
    .reply('Rounding happens once now. The changelog is not done. Should I open a pull request?')

describe('a handoff', () => {
  it('holds goal, prompts, decisions, what is done, what is left and the plan', () => {
    const document = handoff(worked())
    expect(checkDocument('handoff', document)).toEqual([])
    expect(document.goal).toContain('rounding of totals')
    expect(document.asked).toEqual([
      {
        text: 'Fix the rounding of totals in the cart. Keep the public API as it is.',
        result: 'changed `src/missing.ts` and `src/total.ts`, test passed, commit abcdef1234',
      },
    ])
    expect(document.decisions).toEqual([
      { by: 'person', text: 'Keep the public API as it is.', event: 'e1' },
      { by: 'agent', text: 'I used integer cents instead of floats in src/total.ts to avoid drift.', event: 'e6' },
    ])
    expect(document.done).toEqual([
      'Commit abcdef1234: Round once',
      'Planned and done: Round once',
      'Tests pass (3 passed): `npm test`',
    ])
    expect(document.todo).toEqual([{ text: 'Document the rule', status: 'pending' }])
    expect(document.plan_age).toBe(0)
    expect(document.commands).toEqual([{ kind: 'test', command: 'npm test', result: '3 passed', event: 'e8' }])
    expect(document.last_words).toContain('Rounding happens once now.')
  })

  it('lists as open only what nothing later made good', () => {
    const { open } = handoff(worked())
    expect(open.map(({ kind }) => kind)).toEqual(['error', 'said', 'question'])
    expect(open[0]?.text).toBe('Failed and not repeated with success: `Bash npm run deploy` — deploy: no credentials')
    expect(open[1]?.text).toContain('The changelog is not done.')
    expect(open[2]?.text).toContain('Should I open a pull request?')
  })

  it('lists a failed look around not at all, and a merge that was finished neither', () => {
    const session = buildSession()
      .prompt('Merge main')
      .shell('ls nowhere', { exitCode: 2 })
      .shell('git status && grep x y', { exitCode: 1 })
      .shell('git merge main', { exitCode: 1, output: 'CONFLICT' })
      .shell('git commit --no-edit', { commits: [{ sha: '1234567' }] })
    expect(handoff(session).open).toEqual([])
  })

  it('tells what broke off, what is not tested and what is not committed', () => {
    const session = buildSession()
      .prompt('Add it')
      .edit('src/a.ts')
      .shell('npm test', test(false))
      .lifecycle('interrupt')
    expect(handoff(session).open.map(({ kind }) => kind)).toEqual(['interrupted', 'check', 'uncommitted'])
    expect(handoff(buildSession().prompt('Add it')).open.map(({ kind }) => kind)).toEqual(['unanswered'])
    const untested = buildSession().prompt('Add it').edit('src/a.ts').reply('Done.')
    expect(handoff(untested).open.map(({ kind }) => kind)).toEqual(['untested', 'uncommitted'])
  })

  it('takes a quiet commit or a push for one', () => {
    const session = buildSession()
      .prompt('Add it')
      .edit('src/a.ts')
      .shell('npm test', test(true))
      .shell('git commit -qm x')
    expect(handoff(session.reply('Done.')).open).toEqual([])
    expect(handoff(session.edit('src/b.ts').reply('More.')).open.map(({ text }) => text)).toEqual([
      'Changed after the last test run: `src/b.ts`.',
      'Changed after the last commit: `src/b.ts`.',
    ])
  })

  it('says so when a refuted claim stands', () => {
    const session = buildSession().prompt('Fix').reply('All tests pass.')
    const claims = [{ text: 'All tests pass.', kind: 'tests_pass', verified: false, events: ['e2'] }]
    const { open } = handoffOf(subjectOf(session.build(), { claims }))
    expect(open).toContainEqual({ kind: 'claim', text: expect.stringContaining('All tests pass.'), event: 'e2' })
  })

  it('lists files with reasons, and no directories', () => {
    const session = buildSession()
      .prompt('Split the parser')
      .call(
        'Bash',
        'shell',
        {
          files: [
            { path: 'src/parser', operation: 'create' },
            { path: 'out/', operation: 'create' },
          ],
        },
        'mk',
      )
      .create('src/parser/lexer.ts')
      .create('src/gone.ts')
      .remove('src/gone.ts')
      .edit('src/index.ts')
      .remove('src/old.ts')
      .reply('The lexer lives in lexer.ts so that the parser can be tested without files.')
    const { files } = handoff(session)
    expect(files.map(({ path }) => path)).toEqual(['src/old.ts', 'src/index.ts', 'src/parser/lexer.ts'])
    expect(files.map(({ state }) => state)).toEqual(['deleted', 'changed', 'new'])
    expect(files[1]?.reason).toBe('Split the parser')
    expect(files[2]?.reason).toBe('The lexer lives in lexer.ts so that the parser can be tested without files.')
  })

  it('of a session with nothing in it is still a page', () => {
    const document = handoff(buildSession())
    expect(checkDocument('handoff', document)).toEqual([])
    expect(markdownOf(handoffBlocks(document))).toContain('Nothing that the transcript tells of.')
  })
})

describe('a token budget', () => {
  const long = (): SessionBuilder => {
    const session = worked()
    for (let index = 0; index < 40; index++) {
      session
        .prompt(`Now change module number ${index} so that it is rounded like the others.`)
        .edit(`src/module-${index}.ts`)
        .reply(`I used the shared helper instead of a copy in module-${index}.ts. It is rounded now.`)
    }
    return session
  }

  it('is kept by leaving out whole entries, the least valuable first, and says what is gone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 150, max: 6000 }), (maxTokens) => {
        const [full, fitted] = [handoff(long(), 1_000_000), handoff(long(), maxTokens)]
        const markdown = markdownOf(handoffBlocks(fitted))
        expect(estimateTokens(markdown)).toBe(fitted.size.tokens)
        expect(fitted.size.tokens).toBeLessThanOrEqual(maxTokens)
        expect(full.size.dropped).toEqual({})
        for (const key of ['asked', 'decisions', 'done', 'open', 'todo', 'files', 'commands'] as const) {
          const kept = fitted[key].map((entry) => JSON.stringify(entry))
          const all = full[key].map((entry) => JSON.stringify(entry))
          expect(all.filter((entry) => kept.includes(entry))).toEqual(kept)
          expect(all.length - kept.length).toBe(fitted.size.dropped[key] ?? 0)
        }
        expect([null, full.last_words]).toContain(fitted.last_words)
      }),
      { numRuns: 8 },
    )
  })

  it('keeps what is open longer than what was asked and changed', () => {
    const { open, files, asked, size } = handoff(long(), 400)
    expect(open.length).toBeGreaterThan(0)
    expect(files.length + asked.length).toBeLessThan(20)
    expect(size.dropped['files']).toBeGreaterThan(20)
  })

  it('that not even the head fits is reported', () => {
    expect(handoff(worked(), 10).size).toMatchObject({ fits: false, max_tokens: 10 })
  })
})
