import { readFileSync } from 'node:fs'
import { type Session, toolCallsOf, usageOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { droid } from './index.ts'

const sample = new Uint8Array(
  readFileSync(new URL('../../../fixtures/droid/session-and-settings/input.jsonl', import.meta.url)),
)

describeAgent({
  id: 'droid',
  parse: (bytes) => parseTranscript(bytes, { agent: droid }),
  samples: { 'session-and-settings': sample },
})

const session: Session = parseTranscript(sample).value

describe('droid', () => {
  it('takes reminders and the contents of mentioned files out of a prompt', () => {
    expect(
      session.events.flatMap((event) =>
        event.type === 'prompt' ? [event.text] : event.type === 'context' ? [event.kind] : [],
      ),
    ).toEqual(['reminder', 'ide', 'Round the totals, see @total.ts'])
  })

  it('calls a result an error by its flag or exit code alone', () => {
    expect(toolCallsOf(session).map(({ name, outcome, exitCode }) => [name, outcome, exitCode])).toEqual([
      ['Read', 'ok', undefined],
      ['Execute', 'error', 1],
      ['ApplyPatch', 'ok', undefined],
      ['Edit', 'denied', undefined],
      ['Task', 'pending', undefined],
    ])
  })

  it('finds the files of a patch', () => {
    expect(toolCallsOf(session)[2]?.files).toMatchObject([{ path: 'total.ts', operation: 'edit', addedLines: 1 }])
  })

  it('counts the one sum of the settings file, in which output holds the thinking', () => {
    expect(session.responses).toMatchObject([{ aggregate: true, model: 'acme-large' }])
    expect(usageOf(session)).toMatchObject({
      inputTokens: 700,
      cacheReadTokens: 4000,
      cacheWriteTokens: 30,
      outputTokens: 150,
      reasoningTokens: 100,
    })
  })

  it('names a settings file that is read alone after its session', () => {
    const settings = new TextDecoder().decode(sample).trim().split('\n').at(-1) as string
    const alone = parseTranscript(settings, { path: '/h/.factory/sessions/-w-shop/7a00.settings.json' }).value
    expect(alone).toMatchObject({ id: '7a00', agent: 'droid', events: [] })
    expect(usageOf(alone)).toEqual(usageOf(session))
  })

  it('knows compactions', () => {
    expect(session.events.find(({ type }) => type === 'compaction')).toMatchObject({
      tokensAfter: 120,
      summary: 'Moved rounding.',
    })
  })
})
