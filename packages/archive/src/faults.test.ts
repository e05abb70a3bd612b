import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Archive, openArchive } from './archive.ts'
import { systemFs } from './archive-fs.ts'
import { filesOf } from './archived-session.ts'
import { type Failure, failingFs } from './fixtures/failing-fs.ts'
import { sampleInput } from './fixtures/sample-input.ts'
import { listArchive } from './list-archive.ts'
import { readLines } from './read-text.ts'
import { rescanFile } from './rescan-archive.ts'
import { searchArchive } from './search-archive.ts'
import { verifySession } from './verify-archive.ts'
import { writeArchive } from './write-archive.ts'

let directory = ''
let archive: Archive
let clock = 0
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ses-archive-'))
  clock = Date.UTC(2026, 2, 1)
  // The disk's own pace is not what is tested.
  archive = openArchive(directory, { now: () => (clock += 1000), fs: { ...systemFs, fsyncSync: () => {} } })
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const id = 'f608c31e-0000-4000-8000-000000000001'
const other = sampleInput({ id: 'aaaaaaaa-1', lines: ['{"other":"needle"}'] })
// A text can be read once: each write needs an input of its own.
const state = (index: number) =>
  index === 0
    ? sampleInput({ id, lines: ['{"row":1}'], subagents: { 'agent-a.jsonl': ['{"sub":1}'] } })
    : sampleInput({ id, lines: ['{"row":1}', '{"row":2}'], subagents: { 'agent-a.jsonl': ['{"sub":1}', '{"sub":2}'] } })

async function textsOf(sessionId: string): Promise<string[]> {
  const session = listArchive(archive).sessions.find(({ head }) => head.session_id === sessionId)
  const texts: string[] = []
  for (const file of session === undefined ? [] : filesOf(session)) {
    let whole = ''
    for await (const { text } of readLines(archive, file)) whole += text
    texts.push(whole)
  }
  return texts
}

async function expectWhole(message: string): Promise<void> {
  const { sessions, damaged } = listArchive(archive)
  expect(damaged, message).toEqual([])
  expect(sessions.map(({ head }) => head.session_id).sort(), message).toEqual([other.session.id, id].sort())
  for (const session of sessions) expect((await verifySession(archive, session)).damage, message).toEqual([])
  expect((await searchArchive(archive, sessions, 'needle')).hits, message).toHaveLength(1)
  const texts = await textsOf(id)
  for (const text of texts)
    expect(text, message).toMatch(/^(?:\{"row":1\}\n(?:\{"row":2\}\n)?|\{"sub":1\}\n(?:\{"sub":2\}\n)?)$/)
  expect(
    texts.some((text) => text.startsWith('{"row":1}')),
    message,
  ).toBe(true)
}

describe.each<Failure>(['error', 'death'])(
  'when the n-th file system call ends in %s, for every n',
  { timeout: 60_000 },
  (failure) => {
    it('nothing that was archived is lost, all can be read, and the next run puts all right', async () => {
      let failed = 0
      const calls = new Set<string>()
      for (let n = 1; ; n++) {
        rmSync(directory, { recursive: true, force: true })
        await writeArchive(archive, sampleInput({ id: other.session.id, lines: ['{"other":"needle"}'] }))
        await writeArchive(archive, state(0))
        const broken = failingFs(n, failure)
        const outcome = await writeArchive({ ...archive, fs: broken.fs }, state(1)).catch((error: unknown) => error)
        if (broken.calls() < n) break
        calls.add(broken.last())
        if (outcome instanceof Error) {
          failed += 1
          expect(outcome, `${n}`).toMatchObject({ code: expect.stringMatching(/^(?:write_failed|unreadable)$/) })
        }
        await expectWhole(`${failure} ${n} ${broken.last()}`)
        await writeArchive(archive, state(1))
        await expectWhole(`${failure} ${n} ${broken.last()}, after the next run`)
        const texts = await textsOf(id)
        expect(texts, `${n}`).toContain('{"row":1}\n{"row":2}\n')
        expect(texts, `${n}`).toContain('{"sub":1}\n{"sub":2}\n')
        expect((await writeArchive(archive, state(1))).outcome, `${n}`).toBe('unchanged')
      }
      expect(failed).toBeGreaterThan(20)
      expect([...calls]).toEqual(
        expect.arrayContaining(['mkdirSync', 'openSync', 'writeSync', 'fsyncSync', 'closeSync', 'renameSync']),
      )
    })

    it('a transcript that was rewritten never takes its earlier state along', async () => {
      for (let n = 1; ; n++) {
        rmSync(directory, { recursive: true, force: true })
        await writeArchive(archive, state(0))
        const rewritten = () => sampleInput({ id, lines: ['{"row":"anew"}'] })
        const broken = failingFs(n, failure)
        await writeArchive({ ...archive, fs: broken.fs }, rewritten()).catch(() => {})
        if (broken.calls() < n) break
        const { sessions, damaged } = listArchive(archive)
        expect(damaged, `${n}`).toEqual([])
        expect(sessions, `${n}`).toHaveLength(1)
        expect((await verifySession(archive, sessions[0]!, { repair: true })).damage, `${n}`).toEqual([])
        expect(await textsOf(id), `${n}`).toContain('{"row":1}\n')
        await writeArchive(archive, rewritten())
        const texts = await textsOf(id)
        expect(texts, `${n}`).toContain('{"row":1}\n')
        expect(texts[0], `${n}`).toBe('{"row":"anew"}\n')
      }
    })

    it('a first write leaves all of a session or none of it', async () => {
      for (let n = 1; ; n++) {
        rmSync(directory, { recursive: true, force: true })
        const broken = failingFs(n, failure)
        await writeArchive({ ...archive, fs: broken.fs }, state(1)).catch(() => {})
        if (broken.calls() < n) break
        const { sessions, damaged } = listArchive(archive)
        expect(damaged, `${n}`).toEqual([])
        for (const session of sessions)
          expect(
            (await verifySession(archive, session)).damage.filter(({ reason }) => reason !== 'missing'),
            `${n}`,
          ).toEqual([])
        await writeArchive(archive, state(1))
        expect(await textsOf(id), `${n}`).toEqual(['{"row":1}\n{"row":2}\n', '{"sub":1}\n{"sub":2}\n'])
      }
    })

    it('a rewriting scan leaves the old text or the new', async () => {
      const remasker = {
        ruleSet: 'rules-2',
        mask: (text: string) => ({
          text: text.replace('2', 'two') as never,
          found: text.includes('2') ? { two: 1 } : ({} as Record<string, number>),
        }),
      }
      for (let n = 1; ; n++) {
        rmSync(directory, { recursive: true, force: true })
        await writeArchive(archive, state(1))
        const main = listArchive(archive).sessions[0]?.main
        if (main === undefined) throw new Error('not archived')
        const broken = failingFs(n, failure)
        await rescanFile({ ...archive, fs: broken.fs }, main, remasker, { rewrite: true }).catch(() => {})
        if (broken.calls() < n) break
        const [text] = await textsOf(id)
        expect(['{"row":1}\n{"row":2}\n', '{"row":1}\n{"row":two}\n'], `${n}`).toContain(text)
        const [session] = listArchive(archive).sessions
        expect((await verifySession(archive, session!, { repair: true })).damage, `${n}`).toEqual([])
        expect((await verifySession(archive, session!)).meta, `${n}`).toBe('fits')
      }
    })
  },
)

describe('many writers of one session at once', { timeout: 60_000 }, () => {
  it('leave one whole archive of its last state', async () => {
    const lines = Array.from({ length: 40 }, (_, row) => `{"row":${row}}`)
    const outcomes = await Promise.all(
      Array.from({ length: 32 }, (_, writer) =>
        writeArchive(openArchive(directory), sampleInput({ id, lines: lines.slice(0, 8 + writer) })),
      ),
    )
    expect(outcomes.filter(({ outcome }) => outcome === 'created')).toHaveLength(1)
    const { sessions, damaged, temporary } = listArchive(archive)
    expect({ damaged, temporary }).toEqual({ damaged: [], temporary: [] })
    expect(sessions).toHaveLength(1)
    expect(await textsOf(id)).toEqual([
      lines
        .slice(0, 39)
        .map((line) => `${line}\n`)
        .join(''),
    ])
    expect(await verifySession(archive, sessions[0]!)).toMatchObject({ damage: [], meta: 'fits' })
    expect(readdirSync(join(directory, '2026/02'))).toHaveLength(2)
  })

  it('of one state write it once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 32 }, () => writeArchive(openArchive(directory), state(1))))
    expect(outcomes.filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(31)
    expect(readdirSync(join(directory, '2026/02'))).toHaveLength(3)
  })

  it('and of sessions whose names are the same keep all of them', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `01a1f7a8-${index}`)
    await Promise.all(ids.map((each) => writeArchive(openArchive(directory), sampleInput({ id: each, lines: [each] }))))
    expect(
      listArchive(archive)
        .sessions.map(({ head }) => head.session_id)
        .sort(),
    ).toEqual(ids.toSorted())
  })
})
