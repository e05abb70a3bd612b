import type { TimelineEntry } from '@ses/schema'
import { describe, expect, it } from 'vitest'
import { kinds, ofKind } from './timeline-kinds.ts'

const entry = (rest: Partial<TimelineEntry>): TimelineEntry => ({
  id: 'e1',
  index: 0,
  type: 'tool',
  at: null,
  line: null,
  turn: 0,
  text: '',
  ...rest,
})
const kindsOf = (rest: Partial<TimelineEntry>): string[] =>
  kinds.map(([kind]) => kind).filter((kind) => ofKind(entry(rest), kind))

describe('ofKind', () => {
  it('sorts events', () => {
    expect(kindsOf({ type: 'prompt' })).toEqual(['all', 'prompts'])
    expect(kindsOf({ outcome: 'ok' })).toEqual(['all', 'tools'])
    expect(kindsOf({ outcome: 'denied', findings: ['x'] })).toEqual(['all', 'tools', 'errors', 'findings'])
    expect(kindsOf({ type: 'reply', outcome: 'interrupted' })).toEqual(['all', 'errors'])
  })
})
