import { buildSession } from '@ses/testkit'
import { expect, it } from 'vitest'
import { viewSession } from './session-view.ts'

it('cuts turns at human prompts and keeps queued ones with the turn they were typed in', () => {
  const view = viewSession(
    buildSession().read('a').prompt('Go').prompt('Also', { queued: true }).read('b').reply('Done').build(),
  )
  expect(
    view.turns.map(({ prompt, queued, calls, replies }) => [prompt?.text, queued.length, calls.length, replies.length]),
  ).toEqual([
    [undefined, 0, 1, 0],
    ['Go', 1, 1, 1],
  ])
})

it('numbers batches by response', () => {
  const view = viewSession(
    buildSession()
      .read('a')
      .batch((batch) => batch.read('b').thinking('x').read('c'))
      .read('d')
      .build(),
  )
  expect(view.calls.map((call) => call.batch)).toEqual([1, 2, 2, 3])
})

it('knows when the history before the first call is missing', () => {
  const resumed = [
    buildSession().compaction().read('a'),
    buildSession().context('summary', 'so far').read('a'),
    buildSession().lifecycle('resume').read('a'),
  ]
  expect(resumed.map((builder) => viewSession(builder.build()).resumed)).toEqual([true, true, true])
  expect(viewSession(buildSession().prompt('Go').read('a').compaction().build()).resumed).toBe(false)
})
