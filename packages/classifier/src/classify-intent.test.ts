import { buildSession } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { classifyIntent } from './classify-intent.ts'

describe('classifyIntent', () => {
  it('takes the first prompt that states a goal, past greetings and injected text', () => {
    const session = buildSession()
      .context('reminder', 'Please analyse this codebase and create a file.')
      .prompt('hello!')
      .prompt('Fix the timeout in the auth client')
      .prompt('continue')
      .build()
    const intent = classifyIntent(session)
    expect(intent.text).toBe('Fix the timeout in the auth client')
    expect(intent.followUps).toEqual([])
    expect(intent.evidence).toEqual([
      { rule: 'first_request', detail: 'Fix the timeout in the auth client', weight: 1, events: ['e3'] },
    ])
  })

  it('follows a correction that comes before any change', () => {
    const session = buildSession()
      .prompt('Add a retry to the uploader')
      .read('src/uploader.ts')
      .prompt('No, I meant the downloader: add a retry to the downloader')
      .edit('src/downloader.ts')
      .build()
    const intent = classifyIntent(session)
    expect(intent.text).toBe('Add a retry to the downloader')
    expect(intent.evidence.map((each) => each.rule)).toEqual(['first_request', 'early_correction'])
  })

  it('names later goals, but neither details nor questions nor commits', () => {
    const session = buildSession()
      .prompt('Add a dark mode to the settings page')
      .edit('src/settings.tsx')
      .prompt('why is the header still white?')
      .prompt('commit and push')
      .prompt('Now migrate the build to the new bundler')
      .prompt('looks good, thanks')
      .build()
    expect(classifyIntent(session).followUps).toEqual(['Migrate the build to the new bundler'])
  })

  it('prefers a request that says what it is about over "review this"', () => {
    const session = buildSession().prompt('can you look at this?').prompt('Fix the flaky upload test on CI').build()
    expect(classifyIntent(session).text).toBe('Fix the flaky upload test on CI')
  })

  it('uses the words behind a slash command', () => {
    const session = buildSession().context('command', '/orchestrate update the onboarding guide').build()
    expect(classifyIntent(session).text).toBe('Update the onboarding guide')
  })

  it('falls back to the title, then to the first commit, then to nothing', () => {
    const bare = buildSession().prompt('continue').build()
    expect(classifyIntent({ ...bare, title: 'Repair the importer' }).text).toBe('Repair the importer')
    const commits = [{ sha: 'abc1234', subject: 'Repair the exporter' }]
    const committed = buildSession().prompt('commit').shell('git commit -m x', { commits }).build()
    expect(classifyIntent(committed)).toMatchObject({
      text: 'Repair the exporter',
      evidence: [{ rule: 'commit_subject' }],
    })
    expect(classifyIntent(bare)).toEqual({ text: '', followUps: [], evidence: [] })
  })

  it('names a plan by what it is to achieve', () => {
    const plan = 'Implement the following plan:\n\n# Fix: Empty repository error\n\n## Changes\n- one\n- two'
    expect(classifyIntent(buildSession().prompt(plan).build()).text).toBe('Empty repository error')
  })
})
