import { describe, expect, it } from 'vitest'
import type { DiscoveredTranscripts } from './discover-transcripts.ts'
import type { TranscriptFile } from './transcript-file.ts'
import { type WatchOptions, watchTranscripts } from './watch-transcripts.ts'

/** A machine without time: it passes when a test says so. */
function createMachine(options: Partial<Pick<WatchOptions, 'intervalMs' | 'settleMs' | 'openWatch'>> = {}) {
  let now = 1_000_000
  let timers: { at: number; run: () => void }[] = []
  let changed = (): void => {}
  const files = new Map<string, { size: number; mtimeMs: number }>()
  const watched = new Set<string>()
  const state = { looks: 0, taken: [] as string[] }
  const controller = new AbortController()
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  const find = async (): Promise<DiscoveredTranscripts> => {
    state.looks += 1
    // What a test writes right after the start is there already.
    await Promise.resolve()
    const transcripts = [...files].map(
      ([path, { size, mtimeMs }]): TranscriptFile => ({
        path,
        subagents: [],
        fingerprint: { size, mtimeMs, hash: `${size}` },
      }),
    )
    return { transcripts, skipped: [], folders: ['/t'] }
  }
  const done = watchTranscripts({
    find,
    onQuiet: async ({ transcripts }) => {
      state.taken.push(...transcripts.map(({ path, fingerprint }) => `${path}:${fingerprint.size}`))
    },
    signal: controller.signal,
    intervalMs: 30_000,
    settleMs: 5_000,
    clock: {
      now: () => now,
      after: (ms, run) => {
        const timer = { at: now + ms, run }
        timers.push(timer)
        return () => {
          timers = timers.filter((each) => each !== timer)
        }
      },
    },
    openWatch: (folder, onChange) => {
      watched.add(folder)
      changed = onChange
      return { close: () => watched.delete(folder) }
    },
    ...options,
  })
  return {
    state,
    watched,
    done,
    timers: () => timers.length,
    stop: () => controller.abort(),
    begin: settle,
    write: (path: string, size: number, event = true) => {
      files.set(path, { size, mtimeMs: now })
      if (event) changed()
    },
    remove: (path: string) => files.delete(path),
    old: (path: string, size: number) => files.set(path, { size, mtimeMs: 0 }),
    future: (path: string, size: number) => files.set(path, { size, mtimeMs: now + 1e9 }),
    pass: async (ms: number): Promise<void> => {
      const end = now + ms
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((x, y) => x.at - y.at)[0]
        if (next === undefined) break
        now = next.at
        timers = timers.filter((each) => each !== next)
        next.run()
        await settle()
      }
      now = end
      await settle()
    },
  }
}

describe('watching', () => {
  it('takes what is at rest at once, and looks no more often than the interval while nothing happens', async () => {
    const machine = createMachine()
    machine.old('/t/a', 1)
    await machine.begin()
    expect(machine.state).toEqual({ looks: 1, taken: ['/t/a:1'] })
    await machine.pass(120_000)
    expect(machine.state).toEqual({ looks: 5, taken: ['/t/a:1'] })
  })

  it('waits until a file that an event told of is quiet, and then takes it once', async () => {
    const machine = createMachine()
    await machine.begin()
    for (let size = 1; size <= 20; size++) {
      machine.write('/t/a', size)
      await machine.pass(1000)
    }
    expect(machine.state.taken).toEqual([])
    expect(machine.state.looks, 'one look for each time it might have settled').toBeLessThanOrEqual(6)
    await machine.pass(10_000)
    expect(machine.state.taken).toEqual(['/t/a:20'])
  })

  it('takes a file again when it has grown, and also when it has shrunk', async () => {
    const machine = createMachine()
    machine.old('/t/a', 9)
    machine.old('/t/b', 9)
    await machine.begin()
    machine.write('/t/a', 12)
    await machine.pass(10_000)
    machine.write('/t/a', 3)
    await machine.pass(10_000)
    expect(machine.state.taken).toEqual(['/t/a:9', '/t/b:9', '/t/a:12', '/t/a:3'])
  })

  it('sees changes that no event tells of by polling', async () => {
    const machine = createMachine({
      openWatch: () => {
        throw new Error('no room for more watches')
      },
    })
    await machine.begin()
    machine.write('/t/a', 1, false)
    await machine.pass(30_000)
    expect(machine.state.taken).toEqual(['/t/a:1'])
  })

  it('goes on polling when a watch fails later', async () => {
    let fail = (): void => {}
    const machine = createMachine({
      openWatch: (_folder, _changed, failed) => {
        fail = failed
        return { close: () => {} }
      },
    })
    await machine.begin()
    fail()
    machine.write('/t/a', 1, false)
    await machine.pass(30_000)
    expect(machine.state.taken).toEqual(['/t/a:1'])
  })

  it('takes a file whose time lies in the future once it has not changed for the settle time', async () => {
    const machine = createMachine()
    machine.future('/t/a', 1)
    await machine.begin()
    await machine.pass(4000)
    expect(machine.state.taken).toEqual([])
    await machine.pass(2000)
    expect(machine.state.taken).toEqual(['/t/a:1'])
  })

  it('forgets a file that has gone, and takes it again when it comes back', async () => {
    const machine = createMachine()
    machine.old('/t/a', 1)
    await machine.begin()
    machine.remove('/t/a')
    await machine.pass(30_000)
    machine.old('/t/a', 1)
    await machine.pass(30_000)
    expect(machine.state.taken).toEqual(['/t/a:1', '/t/a:1'])
  })

  it('ends at the signal, leaving no timer and no watch behind', async () => {
    const machine = createMachine()
    await machine.begin()
    expect([...machine.watched]).toEqual(['/t'])
    machine.stop()
    await machine.done
    expect([machine.timers(), machine.watched.size]).toEqual([0, 0])
  })
})
