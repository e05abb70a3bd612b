import { appendFileSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type StoreFs, systemFs } from '@ses/store'
import { afterEach, describe, expect, it } from 'vitest'
import { finaliseSession } from './finalise-session.ts'
import { createRecordedStore, type RecordedHook } from './fixtures/recorded-store.ts'
import { isAnyDue } from './is-any-due.ts'
import { listLive } from './live-marks.ts'
import { readState } from './session-state.ts'
import { sweepSessions } from './sweep-sessions.ts'

const T = Date.UTC(2026, 2, 1, 9)
const TIMES = { idleMs: 30 * 60_000, settleMs: 2000, refreshMs: 10_000 }

const turn = (at: number, prompt = 'fix it'): RecordedHook[] => [
  { at, hook: 'UserPromptSubmit', payload: { prompt } },
  { at: at + 1000, hook: 'Stop', payload: { last_assistant_message: 'done' } },
]
const start = (at: number, source = 'startup'): RecordedHook => ({ at, hook: 'SessionStart', payload: { source } })
const end = (at: number): RecordedHook => ({ at, hook: 'SessionEnd', payload: { reason: 'other' } })

let open: ReturnType<typeof createRecordedStore>[] = []
const create = (): ReturnType<typeof createRecordedStore> => {
  const made = createRecordedStore()
  open.push(made)
  return made
}
afterEach(() => {
  for (const each of open) each.remove()
  open = []
})

describe('finalising', () => {
  it('keeps a session at work fresh, concludes it once when it ends, and does nothing when nothing is new', async () => {
    const { store, effects, done, record } = create()
    const sweep = async (now: number): Promise<readonly string[]> =>
      (await sweepSessions(store, effects, { ...TIMES, now: () => now })).sessions.map(({ outcome }) => outcome)
    record('a', [start(T), ...turn(T + 1000)])
    expect(await sweep(T + 3000)).toEqual(['projected'])
    expect(readState(store, 'a')).toMatchObject({ status: 'active', ended_at: null, announced_line: 0 })
    expect(await sweep(T + 3000)).toEqual(['unchanged'])
    record('a', turn(T + 4000))
    // Within the interval the projections are left as they are, and something is due later.
    expect(await sweep(T + 6000)).toEqual(['waiting'])
    expect(await sweep(T + 13_000)).toEqual(['projected'])
    record('a', [end(T + 20_000)])
    expect(await sweep(T + 30_000)).toEqual(['finalised'])
    expect(done.concluded).toEqual(['a 5'])
    expect(readState(store, 'a')).toMatchObject({ status: 'finalised', end_reason: 'other', announced_line: 5 })
    expect(listLive(store.fs, store.directory)).toEqual([])
    const projections = done.projected.length
    const again = await finaliseSession(store, 'a', effects, { ...TIMES, now: T + 40_000 })
    expect(again).toEqual({ outcome: 'unchanged' })
    expect({ projections: done.projected.length, ends: done.concluded.length }).toEqual({ projections, ends: 1 })
  })

  it('a second finalisation with nothing new writes nothing and reads no events', async () => {
    const { store, effects, record, withFs } = create()
    record('a', [start(T), ...turn(T + 1000), end(T + 3000)])
    await sweepSessions(store, effects, { ...TIMES, now: () => T + 10_000 })
    const calls: string[] = []
    const fs = spied((name, path) => void calls.push(`${name} ${path.replace(/^.*\.ses-logs\//, '')}`))
    await finaliseSession(withFs(fs), 'a', effects, { ...TIMES, now: T + 20_000 })
    expect(calls.filter((call) => /^(?:open|write|rename)/.test(call))).toEqual([])
    expect(calls.filter((call) => call.includes('events.jsonl') && call.startsWith('readFile'))).toEqual([])
  })

  it('"session ended" fires once per end and not at every turn', async () => {
    const { store, effects, done, record } = create()
    const sweep = (now: number): Promise<unknown> => sweepSessions(store, effects, { ...TIMES, now: () => now })
    record('a', [start(T), ...turn(T + 1000)])
    await sweep(T + 20_000)
    record('a', turn(T + 21_000))
    await sweep(T + 40_000)
    expect(done.concluded).toEqual([])
    // Gemini CLI tells its end twice.
    record('a', [end(T + 50_000), end(T + 50_001)])
    await sweep(T + 60_000)
    await sweep(T + 70_000)
    expect(done.concluded).toEqual(['a 5'])
    record('a', [start(T + 80_000, 'resume'), end(T + 81_000)])
    await sweep(T + 90_000)
    expect(done.concluded).toEqual(['a 5'])
    record('a', [start(T + 100_000, 'resume'), ...turn(T + 101_000)])
    await sweep(T + 120_000)
    expect(readState(store, 'a')).toMatchObject({ status: 'active', ended_at: null, end_reason: null })
    record('a', [end(T + 130_000)])
    await sweep(T + 140_000)
    expect(done.concluded).toEqual(['a 5', 'a 12'])
  })

  it('SessionEnd killed after 1.5 s or Ctrl-C: nothing depends on the end event', async () => {
    const { store, effects, done, record } = create()
    record('a', [start(T), ...turn(T + 1000)])
    const at = (now: number): Promise<unknown> => sweepSessions(store, effects, { ...TIMES, now: () => now })
    await at(T + 10_000)
    await at(T + TIMES.idleMs)
    expect(done.concluded).toEqual([])
    await at(T + TIMES.idleMs + 2000)
    expect(done.concluded).toEqual(['a 3'])
    expect(readState(store, 'a')).toMatchObject({ status: 'finalised', end_reason: 'inactive' })
  })

  it('waits until the transcript has come to rest before it concludes', async () => {
    const recorded = create()
    const { store, effects, done, record } = recorded
    record('a', [start(T), ...turn(T + 1000), end(T + 3000)])
    recorded.transcript = { path: '/t', fingerprint: '1', changedAt: T + 3500 }
    const first = await sweepSessions(store, effects, { ...TIMES, now: () => T + 4000 })
    expect(first).toMatchObject({ sessions: [{ outcome: 'projected' }], dueAt: T + 5500 })
    recorded.transcript = { path: '/t', fingerprint: '2', changedAt: T + 4500 }
    await sweepSessions(store, effects, { ...TIMES, now: () => T + 5500 })
    expect(done.concluded).toEqual([])
    await sweepSessions(store, effects, { ...TIMES, now: () => T + 6500 })
    expect(done.concluded).toEqual(['a 3'])
    expect(readState(store, 'a')?.projected?.transcript).toEqual({ path: '/t', fingerprint: '2' })
  })

  it('leaves a line that is still being written for the next time', async () => {
    const { store, effects, done, record } = create()
    record('a', [start(T), ...turn(T + 1000)])
    appendFileSync(join(store.directory, 'a', 'events.jsonl'), '{"v":1,"at":')
    await sweepSessions(store, effects, { ...TIMES, now: () => T + 5000 })
    expect(readState(store, 'a')?.events).toMatchObject({ lines: 3, work_line: 3 })
    appendFileSync(
      join(store.directory, 'a', 'events.jsonl'),
      `${T + 4000},"agent":"claude-code","hook":"SessionEnd","session_id":"a","payload":{}}\n`,
    )
    await sweepSessions(store, effects, { ...TIMES, now: () => T + 20_000 })
    expect(done.concluded).toEqual(['a 3'])
    expect(readState(store, 'a')?.events.lines).toBe(4)
  })

  it('reads only what was appended, and a file that shrank anew', async () => {
    const { store, effects, record } = create()
    record('a', [start(T), ...turn(T + 1000)])
    const look = (now: number): Promise<unknown> => finaliseSession(store, 'a', effects, { ...TIMES, now })
    await look(T + 5000)
    record('a', turn(T + 6000))
    await look(T + 20_000)
    expect(readState(store, 'a')?.events).toMatchObject({
      lines: 5,
      hooks: { SessionStart: 1, UserPromptSubmit: 2, Stop: 2 },
    })
    writeFileSync(join(store.directory, 'a', 'events.jsonl'), '')
    record('a', [start(T + 30_000)])
    await look(T + 40_000)
    expect(readState(store, 'a')?.events).toMatchObject({ lines: 1, hooks: { SessionStart: 1 } })
  })

  it('an event that comes while a session is finalised is not overlooked', async () => {
    const { store, effects, done, record } = create()
    record('a', [start(T), ...turn(T + 1000), end(T + 3000)])
    const late = {
      ...effects,
      conclude: async (subject: Parameters<typeof effects.conclude>[0], key: string) => {
        await effects.conclude(subject, key)
        if (key === '3') record('a', turn(T + 3500))
      },
    }
    await sweepSessions(store, late, { ...TIMES, now: () => T + 20_000 })
    expect(listLive(store.fs, store.directory)).toEqual(['a'])
    await sweepSessions(store, late, { ...TIMES, now: () => T + TIMES.idleMs + 60_000 })
    expect(done.concluded).toEqual(['a 3', 'a 6'])
  })

  it('finds events that came without a mark: every ten minutes, when told, and where their folder is named', async () => {
    const recorded = create()
    const { store, effects, record } = recorded
    recorded.marks = false
    const sweep = async (now: number, more: object = {}): Promise<readonly string[]> =>
      (await sweepSessions(store, effects, { ...TIMES, now: () => now, ...more })).sessions.map(({ folder }) => folder)
    const whole = [start(T), ...turn(T + 1000), end(T + 3000)]
    record('a', whole)
    expect(await sweep(T + 20_000)).toEqual(['a'])
    record('b', whole)
    expect(await sweep(T + 30_000)).toEqual([])
    expect(await sweep(T + 30_000, { folders: ['b', '../x', 'none'] })).toEqual(['b'])
    record('c', whole)
    expect(await sweep(T + 30_000, { all: true })).toContain('c')
    record('d', whole)
    expect(await sweep(T + 620_000)).toContain('d')
  })

  it('marks events that came without a mark before it writes their state, so that a killed sweep is noticed', async () => {
    const recorded = create()
    recorded.marks = false
    recorded.record('a', [start(T), ...turn(T + 1000)])
    const dying = spied((name, path) => {
      if (name === 'renameSync' && path.includes('state.json')) throw new Error('stopped')
    })
    const store = recorded.withFs(dying)
    const options = { ...TIMES, now: () => T + 20_000, all: true }
    await expect(sweepSessions(store, recorded.effects, options)).rejects.toThrow('state.json')
    expect(listLive(recorded.store.fs, recorded.store.directory)).toEqual(['a'])
  })

  it('8 sweeps at once end a session once', async () => {
    const { store, effects, done, record } = create()
    const folders = ['a', 'b', 'c', 'd']
    for (const folder of folders) record(folder, [start(T), ...turn(T + 1000), end(T + 3000)])
    const options = { ...TIMES, now: () => T + 20_000 }
    await Promise.all(Array.from({ length: 8 }, () => sweepSessions(store, effects, options)))
    await sweepSessions(store, effects, options)
    expect([...done.concluded].sort()).toEqual(folders.map((folder) => `${folder} 3`))
  })

  it('a lock that was left behind is taken over', async () => {
    const { store, effects, done, record } = create()
    record('a', [start(T), ...turn(T + 1000), end(T + 3000)])
    const lock = join(store.directory, '.locks', 'finalise-a.lock')
    mkdirSync(lock, { recursive: true })
    expect(await finaliseSession(store, 'a', effects, { ...TIMES, now: T + 20_000 })).toEqual({ outcome: 'busy' })
    utimesSync(lock, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000))
    await sweepSessions(store, effects, { ...TIMES, now: () => T + 20_000 })
    expect(done.concluded).toEqual(['a 3'])
  })

  it('one session in trouble does not keep the others waiting', async () => {
    const { store, effects, done, record } = create()
    for (const folder of ['a', 'b']) record(folder, [start(T), ...turn(T + 1000), end(T + 3000)])
    const failing = {
      ...effects,
      project: async (...args: Parameters<typeof effects.project>) => {
        if (args[0].folder === 'a') throw new Error('no')
        return effects.project(...args)
      },
    }
    const errors: string[] = []
    await sweepSessions(store, failing, { ...TIMES, now: () => T + 20_000, onError: (folder) => errors.push(folder) })
    expect({ errors, done: done.concluded, left: listLive(store.fs, store.directory) }).toEqual({
      errors: ['a'],
      done: ['b 3'],
      left: ['a'],
    })
  })

  it('a damaged state.json is made again', async () => {
    const { store, effects, record } = create()
    record('a', [start(T), ...turn(T + 1000), end(T + 3000)])
    for (const damage of ['', '{', 'null', '[]', '{"schema_version":1}']) {
      writeFileSync(join(store.directory, 'a', 'state.json'), damage)
      await finaliseSession(store, 'a', effects, { ...TIMES, now: T + 20_000 })
      expect(readState(store, 'a')).toMatchObject({ status: 'finalised', announced_line: 3 })
    }
  })
})

describe('a process that stops', () => {
  it('between any two steps leaves what the next sweep makes good', async () => {
    const now = T + 20_000
    // How many calls a whole run makes.
    const whole = create()
    whole.record('a', [start(T), ...turn(T + 1000), end(T + 3000)])
    let total = 0
    const counting = spied(() => {
      total += 1
    })
    await sweepSessions(whole.withFs(counting), whole.effects, { ...TIMES, now: () => now })
    expect(total).toBeGreaterThan(15)
    for (let at = 1; at <= total; at++) {
      const { store, effects, done, record, withFs } = create()
      record('a', [start(T), ...turn(T + 1000), end(T + 3000)])
      let calls = 0
      const dying = spied(() => {
        calls += 1
        // Nothing works any more once the process has stopped.
        if (calls >= at) throw Object.assign(new Error('stopped'), { code: 'EIO' })
      })
      await sweepSessions(withFs(dying), effects, { ...TIMES, now: () => now }).catch(() => {})
      await sweepSessions(store, effects, { ...TIMES, now: () => now + 60_000 })
      expect({ at, status: readState(store, 'a')?.status }).toEqual({ at, status: 'finalised' })
      expect({ at, ends: new Set(done.concluded) }).toEqual({ at, ends: new Set(['a 3']) })
      expect(listLive(store.fs, store.directory)).toEqual([])
      expect(existsSync(join(store.directory, 'a', 'summary.json'))).toBe(true)
    }
  }, 60_000)

  it('a disk that is full at one call gives a clear error and no damage', async () => {
    const now = T + 20_000
    for (let at = 1; at <= 12; at++) {
      const { store, effects, done, record, withFs } = create()
      record('a', [start(T), ...turn(T + 1000), end(T + 3000)])
      let writes = 0
      const full = spied((name) => {
        if (!/^(?:open|write|mkdir|rename)/.test(name)) return
        writes += 1
        if (writes === at) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
      })
      const failure = await sweepSessions(withFs(full), effects, { ...TIMES, now: () => now }).catch((error) => error)
      if (failure instanceof Error) expect(String(failure)).toMatch(/ENOSPC|full/)
      await sweepSessions(store, effects, { ...TIMES, now: () => now + 60_000 })
      expect(JSON.parse(readFileSync(join(store.directory, 'a', 'state.json'), 'utf8'))).toMatchObject({
        status: 'finalised',
      })
      expect(new Set(done.concluded)).toEqual(new Set(['a 3']))
    }
  })
})

describe('what is due', () => {
  it('is told by a look at the sessions at work alone', async () => {
    const { store, effects, record, withFs } = create()
    for (let index = 0; index < 50; index++) record(`s${index}`, [start(T), ...turn(T + 1000), end(T + 3000)])
    const real = Date.now()
    const times = { ...TIMES, settleMs: 0, now: real + 1000 }
    expect(isAnyDue(store, times)).toBe(true)
    await sweepSessions(store, effects, { ...TIMES, now: () => T + 20_000 })
    const calls: string[] = []
    expect(isAnyDue(withFs(spied((name) => void calls.push(name))), times)).toBe(false)
    expect(calls).toEqual(['readdirSync'])
    record('s7', turn(T + 30_000))
    expect(isAnyDue(store, { ...times, now: Date.now() + 1000 })).toBe(true)
  })
})

/** The system's calls, each announced before it is made. */
function spied(before: (name: string, path: string) => void): StoreFs {
  return new Proxy(systemFs, {
    get: (target, name: keyof StoreFs) => {
      const call = target[name] as (...args: unknown[]) => unknown
      if (typeof call !== 'function') return call
      return (...args: unknown[]) => {
        before(name, String(args[0]))
        return call(...args)
      }
    },
  })
}
