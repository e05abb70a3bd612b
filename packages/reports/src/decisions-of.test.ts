import { buildSession } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { decisionsOf } from './decisions-of.ts'

const fromReply = (text: string) =>
  decisionsOf(buildSession().prompt('Go').reply(text).build()).map((each) => each.text)
const fromPrompt = (text: string) => decisionsOf(buildSession().prompt(text).build()).map((each) => each.text)

describe('decisions', () => {
  it.each([
    'I decided to keep the old format for now.',
    'I used a map instead of an array here.',
    'I’ll go with the second approach.',
    'Decision: store times as epoch milliseconds.',
    'Kept the alias because callers outside the repository use it.',
  ])('of the agent: %s', (sentence) => {
    expect(fromReply(sentence)).toEqual([sentence])
  })

  it.each([
    'Should I use a map instead of an array?',
    'We could use a map instead of an array.',
    'Let me look at how this is done.',
    'The function returns null instead of throwing.',
    'If you prefer, I used tabs instead of spaces.',
    '```\nI decided to keep it.\n```',
  ])('are none of the agent: %j', (text) => {
    expect(fromReply(text)).toEqual([])
  })

  it.each([
    "Don't add a dependency for this.",
    'Do not touch the migrations.',
    'Use pnpm instead of npm.',
    'It must stay compatible with Node 20.',
  ])('of the person: %s', (sentence) => {
    expect(fromPrompt(sentence)).toEqual([sentence])
  })

  it.each([
    "yeah let's do 1",
    'why does it use npm instead of pnpm?',
    'TypeError: x must be a string',
    "I don't know what is wrong here",
  ])('are none of the person: %s', (text) => {
    expect(fromPrompt(text)).toEqual([])
  })

  it('are answers to what the agent asked last', () => {
    const session = buildSession()
      .prompt('Fix it')
      .reply('Two ways are open. Should I change the schema or the query?')
      .prompt('the query')
    expect(decisionsOf(session.build())).toEqual([
      { by: 'person', text: 'Should I change the schema or the query? → the query', event: 'e3' },
    ])
  })

  it('are answers given through an asking tool, of Claude Code and of Codex', () => {
    const questions = [{ id: 'place', header: 'Place', question: 'Where does it go, "in" or "out"?', options: [] }]
    const input = JSON.stringify({ questions })
    const spoken =
      'Your questions have been answered: "Where does it go, "in" or "out"?"="Inside (Recommended)". You can now continue.'
    const structured = JSON.stringify({ answers: { place: { answers: ['Inside'] } } })
    for (const output of [spoken, structured]) {
      const session = buildSession().prompt('Go').call('Ask', 'ask', { input, output })
      expect(decisionsOf(session.build()).map(({ text }) => text)).toEqual([
        'Where does it go, "in" or "out"? → Inside',
      ])
    }
  })

  it('are refusals, with what the person said', () => {
    const refused =
      "The user doesn't want to proceed with this tool use.\nTo tell you how to proceed, the user said:\nnever push to main"
    const session = buildSession().prompt('Go').shell('git push origin main', { outcome: 'denied', output: refused })
    expect(decisionsOf(session.build()).map(({ text }) => text)).toEqual(['never push to main'])
  })

  it('do not repeat the goal, or one another', () => {
    const session = buildSession().prompt('Use pnpm instead of npm').reply('Fine.').prompt('Use pnpm instead of npm!')
    expect(decisionsOf(session.build(), 'Use pnpm instead of npm')).toEqual([])
    expect(decisionsOf(session.build())).toHaveLength(1)
  })
})
