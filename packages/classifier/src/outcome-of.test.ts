import { buildSession } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { outcomeOf } from './outcome-of.ts'

const passed = [{ kind: 'test', ok: true }] as const
const failed = [{ kind: 'test', ok: false, failed: 2 }] as const

describe('outcomeOf', () => {
  it('calls work completed that was tested, committed and answered', () => {
    const session = buildSession()
      .prompt('fix it')
      .edit('a.ts')
      .shell('npm test', { checks: passed })
      .shell('git commit -m x', { commits: [{ sha: 'abc1234' }] })
      .reply('Done.')
      .build()
    const outcome = outcomeOf(session)
    expect(outcome.state).toBe('completed')
    expect(outcome.confidence).toBeGreaterThan(0.9)
    expect(outcome.evidence.map(({ rule, events }) => [rule, events])).toEqual([
      ['committed', ['e4']],
      ['test_passed', ['e3']],
      ['final_reply', ['e5']],
    ])
  })

  it('calls work partial whose last tests fail, and takes the last run for the truth', () => {
    const start = buildSession().prompt('fix it').edit('a.ts').shell('npm test', { checks: passed })
    expect(outcomeOf(start.shell('npm test', { checks: failed }).reply('Two still fail.').build()).state).toBe(
      'partial',
    )
    expect(outcomeOf(start.shell('npm test', { checks: passed }).reply('Now they pass.').build()).state).toBe(
      'completed',
    )
  })

  it('calls work abandoned that was interrupted before anything was done', () => {
    const session = buildSession().prompt('rewrite everything').read('a.ts').lifecycle('interrupt').build()
    expect(outcomeOf(session).state).toBe('abandoned')
  })

  it('forgets an interruption that was followed by more work', () => {
    const session = buildSession()
      .prompt('one')
      .lifecycle('interrupt')
      .prompt('two')
      .edit('a.ts')
      .reply('Done.')
      .build()
    expect(outcomeOf(session).evidence.map((each) => each.rule)).not.toContain('interrupted_at_end')
  })

  it('calls a session errored that ends in a failing model service', () => {
    const session = buildSession().prompt('do it').lifecycle('api_error', 'overloaded').build()
    expect(outcomeOf(session).state).toBe('errored')
  })

  it('calls an empty session or an unanswered prompt abandoned', () => {
    expect(outcomeOf(buildSession().build()).state).toBe('abandoned')
    expect(outcomeOf(buildSession().prompt('anyone?').build()).state).toBe('abandoned')
  })

  it('hears thanks and complaints', () => {
    const start = () => buildSession().prompt('fix the header').edit('a.css').reply('Done.')
    const thanked = outcomeOf(start().prompt('perfect, thanks!').reply('You are welcome.').build())
    const blamed = outcomeOf(start().prompt("it still doesn't work").reply('I see.').build())
    expect(thanked.evidence.map((each) => each.rule)).toContain('user_thanked')
    expect(blamed.evidence.map((each) => each.rule)).toContain('user_complained')
    expect(thanked.confidence).toBeGreaterThan(blamed.confidence)
  })
})
