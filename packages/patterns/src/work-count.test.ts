import type { Session, SessionEvent } from '@ses/model'
import { buildSession } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { detectPatterns } from './detect.ts'

/** Counts how often a property of any event or file touch is looked at: a measure of work that no clock disturbs. */
function countReads(session: Session): { session: Session; reads: () => number } {
  let reads = 0
  const counting = <Value extends object>(value: Value): Value =>
    new Proxy(value, {
      get(target, key, receiver) {
        reads += 1
        return Reflect.get(target, key, receiver)
      },
    })
  const events = session.events.map(
    (event): SessionEvent => counting(event.type === 'tool' ? { ...event, files: event.files.map(counting) } : event),
  )
  return { session: { ...session, events }, reads: () => reads }
}

/** Turns of everything a detector might stumble over, all on the same few files. */
function busy(turns: number): Session {
  const builder = buildSession()
  for (let index = 0; index < turns; index++) {
    builder
      .prompt(`Fix src/a${index % 7}.ts`)
      .search('x')
      .read(`src/a${index % 7}.ts`, { output: 'import b' })
      .edit(`src/a${index % 7}.ts`, { before: `old ${index}`, after: `old ${index + 1}` })
      .edit(`lib/auth/b${index}.ts`, { before: 'one', after: 'two' })
      .shell('npm test', { exitCode: 1, checks: [{ kind: 'test', ok: false }] })
      .shell(`rm -rf data/${index}`)
      .read('missing', { outcome: 'error' })
      .reply('All tests pass. I verified `src/zz.ts`. I committed the changes.')
      .compaction()
  }
  return builder.build()
}

describe('work', () => {
  it('grows no faster than the session, up to a hundred thousand events', { timeout: 120_000 }, () => {
    const [small = 0, large = 0] = [1000, 10_000].map((turns) => {
      const { session, reads } = countReads(busy(turns))
      detectPatterns(session)
      return reads()
    })
    expect(large / small).toBeLessThan(10.5)
    expect(large / 100_000).toBeLessThan(300)
  })
})
