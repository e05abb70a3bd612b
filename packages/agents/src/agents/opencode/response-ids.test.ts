import { readFileSync } from 'node:fs'
import { type Session, toolCallsOf } from '@ses/model'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { opencode } from './index.ts'

const AT = 1_795_000_000_000
const TOKENS = { input: 120, output: 30, reasoning: 0, cache: { read: 8, write: 0 }, total: 158 }

interface Told {
  readonly id: string
  readonly session: string
  readonly info?: Readonly<Record<string, unknown>>
}

const sessionRow = (id: string, parentId: string | null = null): object => ({
  table: 'session',
  id,
  parent_id: parentId,
  directory: '/w',
  version: '1.18.33',
  time_created: AT,
  time_updated: AT + 9,
})
const answer = ({ id, session, info }: Told): object => ({
  table: 'message',
  id,
  session_id: session,
  time_created: AT,
  data: {
    role: 'assistant',
    providerID: 'acme',
    modelID: 'acme-large',
    tokens: TOKENS,
    time: { created: AT, completed: AT + 5 },
    ...info,
  },
})
const parse = (rows: readonly object[]): Session =>
  parseTranscript(rows.map((row) => JSON.stringify(row)).join('\n'), { agent: opencode }).value
const idsOf = (of: Session): string[] => [...of.responses.map(({ id }) => id), ...of.children.flatMap(idsOf)]
const idOf = (info: Readonly<Record<string, unknown>>): string | undefined =>
  idsOf(parse([sessionRow('ses_1'), answer({ id: 'msg_1', session: 'ses_1', info })]))[0]
const fixture = (name: string): Session =>
  parseTranscript(readFileSync(new URL(`../../../fixtures/opencode/${name}/input.jsonl`, import.meta.url))).value

describe('the id of a response', () => {
  it('is the same in a fork, which copies messages under new ids', () => {
    const [original, fork] = [fixture('fork-origin'), fixture('fork')]
    expect(idsOf(original)).toHaveLength(2)
    expect(idsOf(fork).slice(0, 2)).toEqual(idsOf(original))
    expect(new Set([...idsOf(original), ...idsOf(fork)]).size).toBe(3)
  })

  it('is what the events and the dropped usage of its message refer to', () => {
    const of = fixture('fork')
    const ids = idsOf(of)
    expect(toolCallsOf(of).map(({ responseId }) => responseId)).toEqual([ids[0]])
    expect(of.events.flatMap((event) => (event.type === 'reply' ? [event.responseId] : []))).toEqual(ids.slice(1))
    expect(of.droppedUsage.flatMap(({ responseId }) => responseId ?? [])).toEqual(ids)
  })

  it.each([
    ['began', { time: { created: AT + 1, completed: AT + 5 } }],
    ['ended', { time: { created: AT, completed: AT + 6 } }],
    ['was told by another model', { modelID: 'acme-small' }],
    ['was told by another provider', { providerID: 'other' }],
    ['cost other tokens', { tokens: { ...TOKENS, cache: { read: 9, write: 0 } } }],
  ])('differs where the response %s otherwise', (_, info) => {
    expect(idOf(info)).not.toBe(idOf({}))
    expect(idOf(info)).not.toBe('msg_1')
  })

  it.each([
    ['end', { time: { created: AT } }],
    ['model', { modelID: undefined }],
  ])('is that of the message where no %s is told', (_, info) => expect(idOf(info)).toBe('msg_1'))

  it('does not hang on the version, by which output is understood', () => {
    const { total, ...tokens } = { ...TOKENS, reasoning: 7 }
    const rows = (version: string): object[] => [
      { ...sessionRow('ses_1'), version },
      answer({ id: `msg_${total}`, session: 'ses_1', info: { tokens } }),
    ]
    const [before, after] = [parse(rows('1.3.0')), parse(rows('1.4.0'))]
    expect(before.responses[0]?.usage).not.toEqual(after.responses[0]?.usage)
    expect(idsOf(before)).toEqual(idsOf(after))
  })

  it('keeps parallel sub-agents apart that share every number', () => {
    const rows = [
      sessionRow('ses_1'),
      ...['ses_2', 'ses_3'].flatMap((id) => [sessionRow(id, 'ses_1'), answer({ id: `msg_${id}`, session: id })]),
    ]
    expect(idsOf(parse(rows))).toEqual(['msg_ses_2', 'msg_ses_3'])
  })

  it('keeps two messages of one session apart that share every number', () => {
    const rows = ['msg_1', 'msg_2', 'msg_3'].map((id) => answer({ id, session: 'ses_1' }))
    expect(idsOf(parse([sessionRow('ses_1'), ...rows]))).toEqual(['msg_1', 'msg_2', 'msg_3'])
  })
})
