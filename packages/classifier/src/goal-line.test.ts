import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goalLine, isRequest, isTelling, shorten } from './goal-line.ts'

describe('goalLine', () => {
  it.each([
    ['Fix the auth timeout bug', 'Fix the auth timeout bug'],
    ['can you please add a dark mode toggle to the settings page?', 'Add a dark mode toggle to the settings page'],
    ['Hey Claude, I want you to rename the module.', 'Rename the module'],
    ["ok great, now let's write the migration please", 'Write the migration'],
    ['why does the login page reload twice?', 'Why does the login page reload twice?'],
    ['/review check that tokens are never logged', 'Check that tokens are never logged'],
    ['I would like to have retries in the http client', 'Have retries in the http client'],
    ['Update `load` in [parse.ts](src/parse.ts) to skip blanks', 'Update `load` in parse.ts to skip blanks'],
    ['修复登录页面的超时问题', '修复登录页面的超时问题'],
    ['Behebe bitte den Fehler beim Anmelden', 'Behebe bitte den Fehler beim Anmelden'],
  ])('reads %j as %j', (prompt, goal) => {
    expect(goalLine(prompt)).toBe(goal)
  })

  it.each([
    'hi',
    'hello there!',
    'continue',
    'go ahead',
    'yes please',
    'thanks',
    'ok',
    '2',
    '继续',
    '/compact',
    '!ls -la',
    '<system-reminder>remember this</system-reminder>',
    '```ts\nconst a = 1\n```',
    '    at foo (/src/a.ts:1:2)\n    at bar (/src/b.ts:3:4)',
    '{"a": 1, "b": [2, 3]}',
    '',
  ])('finds no goal in %j', (prompt) => {
    expect(goalLine(prompt)).toBeUndefined()
  })

  it('takes the request, not what surrounds it', () => {
    const prompt = [
      'Good morning! I have been looking at the logs of yesterday.',
      'TypeError: Cannot read properties of undefined (reading "id")',
      '    at handler (/srv/app/src/handler.ts:10:5)',
      'Please make the handler cope with missing users.',
    ].join('\n')
    expect(goalLine(prompt)).toBe('Make the handler cope with missing users')
  })

  it('takes what is wrong when the request itself says nothing', () => {
    const goal = goalLine('The export button crashes on empty tables. Can you fix this?')
    expect(goal).toBe('The export button crashes on empty tables')
  })

  it('names a plan by its title', () => {
    expect(goalLine('Implement the following plan:\n\n# Plan: Track sessions\n\n## Context\nLong text')).toBe(
      'Implement plan: Track sessions',
    )
  })

  it('never returns more than 100 characters or a line break, whatever it is given', () => {
    const parts = fc.constantFrom(
      'please ',
      'fix',
      ' the ',
      ',',
      '\n',
      '. ',
      '```',
      'https://',
      ':',
      '…',
      '  ',
      '日本',
      '\u0000',
      '(',
      '<a>',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(parts, { maxLength: 200 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(text, (prompt) => {
        const goal = goalLine(prompt) ?? 'fine'
        expect(goal.length).toBeLessThanOrEqual(100)
        expect(goal).not.toMatch(/\p{Cc}/u)
      }),
    )
  })
})

describe('shorten', () => {
  it('keeps the clause that holds the request', () => {
    const text = `Use the release tool to publish this project, ${'because '.repeat(20)}`
    expect(shorten(text)).toBe('Use the release tool to publish this project')
  })

  it('cuts other texts at a word and marks the cut', () => {
    const cut = shorten('word '.repeat(40))
    expect(cut).toMatch(/^word( word)*…$/)
    expect(cut.length).toBeLessThanOrEqual(100)
  })
})

it('tells goals that say what they are about from those that point elsewhere', () => {
  expect(isTelling('Review this')).toBe(false)
  expect(isTelling('Pick up where we left off')).toBe(false)
  expect(isTelling('Review src/auth.ts')).toBe(true)
  expect(isTelling('Fix merge conflicts')).toBe(true)
})

it('tells requests from remarks', () => {
  expect(isRequest('Add a test for empty input')).toBe(true)
  expect(isRequest('The colours look better')).toBe(false)
  expect(isRequest('テストを追加してください')).toBe(true)
})
