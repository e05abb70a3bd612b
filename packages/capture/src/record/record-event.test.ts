import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBuiltInMasker, createMasker } from '@ses/secrets'
import { afterAll, describe, expect, it } from 'vitest'
import { appendLine } from './append-line.ts'
import { type HookEvent, recordEvent } from './record-event.ts'
import { FAILURE_LOG, recordFailure } from './record-failure.ts'
import { patientFs, promptFs, type RecordFs } from './record-fs.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'ses-record-')))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let count = 0
const freshLogs = (): string => join(root, String(++count), '.ses-logs')
const masker = createBuiltInMasker('k')
const event = (sessionId: string, extra: Partial<HookEvent> = {}): HookEvent => ({
  at: 1,
  agent: 'codex',
  hook: 'Stop',
  identity: { kind: 'turn_end', sessionId },
  payload: { session_id: sessionId },
  ...extra,
})
const record = async (logs: string, what: HookEvent, fs: RecordFs = promptFs): ReturnType<typeof recordEvent> => {
  mkdirSync(join(logs, '..'), { recursive: true })
  return recordEvent(fs, logs, what, () => masker)
}
const linesOf = (logs: string, folder: string): unknown[] =>
  readFileSync(join(logs, folder, 'events.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

describe('recording an event', () => {
  it.each([
    ['at once', promptFs],
    ['by another thread', patientFs],
  ])('appends one line, %s', async (_, fs) => {
    const logs = freshLogs()
    await record(logs, event('s1'), fs)
    await record(logs, event('s1', { hook: 'SessionEnd', faults: ['bad_utf8'] }), fs)
    expect(linesOf(logs, 's1')).toEqual([
      { v: 1, at: 1, agent: 'codex', hook: 'Stop', session_id: 's1', payload: { session_id: 's1' } },
      {
        v: 1,
        at: 1,
        agent: 'codex',
        hook: 'SessionEnd',
        session_id: 's1',
        faults: ['bad_utf8'],
        payload: { session_id: 's1' },
      },
    ])
  })

  it('makes folders 0700 and files 0600', async () => {
    const logs = freshLogs()
    await record(logs, event('s1'))
    const modes = [logs, join(logs, 's1'), join(logs, 's1/events.jsonl')].map((path) => statSync(path).mode & 0o777)
    expect(modes).toEqual([0o700, 0o700, 0o600])
  })

  it.each(['../../x', '/etc/passwd', '..', '', 'a/b', 'a\0b', '.', '~', 'x'.repeat(5000), 'index.json'])(
    'session id %j stays in the store',
    async (id) => {
      const logs = freshLogs()
      const { folder } = await record(logs, event(id))
      expect(folder).toMatch(/^h-[0-9a-f]{32}$/)
      expect(readdirSync(join(logs, '..'))).toEqual(['.ses-logs'])
      expect(linesOf(logs, folder)).toHaveLength(1)
    },
  )

  it('gives two agents with one session id a folder each', async () => {
    const logs = freshLogs()
    const folders = [
      await record(logs, event('s1')),
      await record(logs, event('s1', { agent: 'cursor' })),
      await record(logs, event('s1')),
    ].map(({ folder }) => folder)
    expect(folders[0]).toBe('s1')
    expect(folders[1]).toMatch(/^h-/)
    expect(folders[2]).toBe('s1')
  })

  it('starts a line of its own behind one that was torn', async () => {
    const logs = freshLogs()
    await record(logs, event('s1'))
    writeFileSync(join(logs, 's1/events.jsonl'), '{"v":1,"at":', { flag: 'a' })
    await record(logs, event('s1'))
    const lines = readFileSync(join(logs, 's1/events.jsonl'), 'utf8').split('\n')
    expect(lines).toHaveLength(4)
    expect(lines[1]).toBe('{"v":1,"at":')
    expect(() => JSON.parse(lines[2] as string) as unknown).not.toThrow()
  })

  it('writes a line again as a whole when the disk took a part of it', async () => {
    const logs = freshLogs()
    let short = true
    const fs: RecordFs = {
      ...promptFs,
      write: (file, bytes) => {
        const part = short ? bytes.subarray(0, 10) : bytes
        short = false
        return promptFs.write(file, part)
      },
    }
    await record(logs, event('s1'), fs)
    const lines = readFileSync(join(logs, 's1/events.jsonl'), 'utf8').split('\n')
    expect(lines[1]).toContain('"session_id":"s1"')
  })

  it('rejects when the disk is full, and what is written later is whole', async () => {
    const logs = freshLogs()
    const full: RecordFs = { ...promptFs, write: (file, bytes) => promptFs.write(file, bytes.subarray(0, 7)) }
    await expect(record(logs, event('s1'), full)).rejects.toMatchObject({ code: 'ENOSPC' })
    await record(logs, event('s1'))
    const lines = readFileSync(join(logs, 's1/events.jsonl'), 'utf8').trimEnd().split('\n')
    expect(JSON.parse(lines.at(-1) as string)).toMatchObject({ session_id: 's1' })
  })

  it.each(['open', 'fstat', 'byteAt', 'write'] as const)(
    'rejects when %s fails, and leaves no file open',
    async (call) => {
      const logs = freshLogs()
      await record(logs, event('s1'))
      let open = 0
      const fs: RecordFs = {
        ...promptFs,
        open: (...args) => {
          open += 1
          return promptFs.open(...args)
        },
        close: (file) => {
          open -= 1
          promptFs.close(file)
        },
        [call]: () => {
          throw Object.assign(new Error('read-only'), { code: 'EROFS' })
        },
      }
      await expect(record(logs, event('s1'), fs)).rejects.toMatchObject({ code: 'EROFS' })
      expect(open).toBe(0)
    },
  )

  it('follows no link: not for the store, not for the session, not for the log', async () => {
    for (const place of ['', 's1', 's1/events.jsonl']) {
      const logs = freshLogs()
      const elsewhere = join(logs, '../elsewhere')
      mkdirSync(join(logs, place, place === '' ? '..' : place.includes('/') ? '..' : '..'), { recursive: true })
      mkdirSync(elsewhere, { recursive: true })
      symlinkSync(place.includes('.jsonl') ? join(elsewhere, 'f') : elsewhere, join(logs, place))
      await expect(record(logs, event('s1'))).rejects.toMatchObject({ code: 'ELOOP' })
      expect(readdirSync(elsewhere)).toEqual([])
      expect(lstatSync(join(logs, place)).isSymbolicLink()).toBe(true)
    }
  })

  it('withholds the payload when masking fails, and keeps the event', async () => {
    const logs = freshLogs()
    mkdirSync(join(logs, '..'), { recursive: true })
    const id = '02a918cf-972a-43e6-8a63-9d0a115089de'
    const what = event(id, { hook: 'Stop', payload: { session_id: id, text: 'something private' } })
    const { folder, withheld } = await recordEvent(promptFs, logs, what, () => createMasker({ patterns: ['('] }))
    expect(withheld).toBe(true)
    expect(linesOf(logs, folder)).toEqual([
      { v: 1, at: 1, agent: 'codex', hook: 'Stop', session_id: id, faults: ['masking_failed'], payload: {} },
    ])
  })
})

describe('appending', () => {
  it('never joins lines of concurrent writers, however long', async () => {
    const path = join(root, 'long.jsonl')
    const line = (index: number): string => JSON.stringify({ index, text: 'x'.repeat(100_000) })
    await Promise.all(Array.from({ length: 40 }, (_, index) => appendLine(patientFs, path, line(index), [])))
    const indexes = readFileSync(path, 'utf8')
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => (JSON.parse(text) as { index: number }).index)
    expect(indexes.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index))
  })
})

describe('the log of failures', () => {
  it('holds the last ones and does not grow without end', () => {
    const logs = freshLogs()
    for (let at = 0; at < 8000; at++)
      recordFailure(logs, { at, agent: 'codex', hook: 'Stop', reason: 'empty', bytes: 0 })
    const sizes = readdirSync(logs).map((name) => statSync(join(logs, name)).size)
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(270_000)
    expect(statSync(join(logs, FAILURE_LOG)).mode & 0o777).toBe(0o600)
  })
})
