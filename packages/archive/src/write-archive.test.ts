import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Masked } from '@ses/model'
import { SesError } from '@ses/model'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Archive, openArchive } from './archive.ts'
import type { ArchiveFs } from './archive-fs.ts'
import { systemFs } from './archive-fs.ts'
import { type SampleOptions, sampleInput } from './fixtures/sample-input.ts'
import { listArchive } from './list-archive.ts'
import { planArchive, writeArchive } from './write-archive.ts'

let directory = ''
let archive: Archive
let clock = 0
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'ses-archive-')), 'archive')
  clock = Date.UTC(2026, 2, 1)
  archive = openArchive(directory, { now: () => (clock += 1000) })
})
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }))

const put = (options: SampleOptions = {}) => writeArchive(archive, sampleInput(options))
const files = () =>
  (readdirSync(directory, { recursive: true, encoding: 'utf8' }) as string[])
    .filter((name) => /\.(gz|json|tmp)$/.test(name))
    .sort()
const text = (file: string) => gunzipSync(readFileSync(join(directory, file))).toString()
const name = '2026/02/2026-02-27_10-00-00_shop_f608c31e'
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `{"row":${from + index},"text":"${'word '.repeat(20)}"}`)

describe('a session that is archived', () => {
  it('becomes a dated file and a meta file, for its owner alone', async () => {
    expect(await put()).toEqual({ name, outcome: 'created', written: [`${name}.jsonl.gz`] })
    expect(files()).toEqual([`${name}.jsonl.gz`, `${name}.meta.json`])
    expect(text(`${name}.jsonl.gz`)).toBe('{"a":1}\n{"a":2}\n')
    const mode = (path: string) => statSync(join(directory, path)).mode & 0o777
    expect(['.', '2026', '2026/02', '.locks'].map(mode)).toEqual([0o700, 0o700, 0o700, 0o700])
    expect(files().map(mode)).toEqual([0o600, 0o600])
  })

  it('tells in its meta file all that is known of it', async () => {
    await put({ masked: { 'aws-access-key': 2 } })
    const content = '{"a":1}\n{"a":2}\n'
    const sha256 = createHash('sha256').update(content).digest('hex')
    expect(JSON.parse(readFileSync(join(directory, `${name}.meta.json`), 'utf8'))).toEqual({
      schema_version: 1,
      session_id: 'f608c31e-0000-4000-8000-000000000001',
      agent: 'claude-code',
      project: 'shop',
      cwd: '/work/shop',
      started_at: '2026-02-27T10:00:00.000Z',
      archived_at: '2026-03-01T00:00:01.000Z',
      format: 'jsonl',
      source: { path: '/t/main.jsonl', bytes: 16, fingerprint: sha256 },
      content: { bytes: 16, lines: 2, sha256 },
      complete: { bytes: 16, sha256 },
      masked: { 'aws-access-key': 2 },
      rule_set: 'rules-1',
      receipt: {
        images: { count: 0, bytes: 0 },
        encoded: { count: 0, bytes: 0 },
        torn_bytes: 0,
        bad_utf8_lines: 0,
        long_lines: 0,
      },
      subagent: null,
      file: `${name}.jsonl.gz`,
      archive_bytes: statSync(join(directory, `${name}.jsonl.gz`)).size,
      subagents: [],
      earlier: [],
    })
  })

  it('can be unpacked by gzip itself', async () => {
    await put({ lines: rows(30_000) })
    const path = join(directory, `${name}.jsonl.gz`)
    expect(execFileSync('gzip', ['-dc', path], { maxBuffer: 1e8 }).toString()).toBe(
      rows(30_000)
        .map((row) => `${row}\n`)
        .join(''),
    )
    execFileSync('gzip', ['-t', path])
  })

  it('is not read again while it is unchanged', async () => {
    let read = 0
    const onRead = () => {
      read += 1
    }
    await put({ onRead })
    const before = readFileSync(join(directory, `${name}.jsonl.gz`))
    expect(await put({ onRead })).toEqual({ name, outcome: 'unchanged', written: [] })
    expect(read).toBe(1)
    expect(readFileSync(join(directory, `${name}.jsonl.gz`)).equals(before)).toBe(true)
  })

  it('keeps its name and is replaced when it grows', async () => {
    await put({ lines: rows(3) })
    expect((await put({ lines: rows(5) })).outcome).toBe('updated')
    expect(files()).toEqual([`${name}.jsonl.gz`, `${name}.meta.json`])
    expect(text(`${name}.jsonl.gz`).trim().split('\n')).toEqual(rows(5))
  })

  it('is replaced also when its last line was not ended before', async () => {
    await put({ text: '{"a":1}\n{"b"' })
    expect((await put({ text: '{"a":1}\n{"b":2}\n' })).outcome).toBe('updated')
    expect(files()).toHaveLength(2)
  })

  it('is masked again when the rules have changed', async () => {
    await put({ lines: ['{"key":"secret"}'] })
    expect(
      (await put({ lines: ['{"key":"[masked:x:ab12]"}'], ruleSet: 'rules-2', path: '/t/main.jsonl' })).outcome,
    ).toBe('updated')
    expect(text(`${name}.jsonl.gz`)).toContain('[masked:x:ab12]')
    expect(files()).toHaveLength(2)
  })

  it('keeps its name when a later reading knows another start or project', async () => {
    await put()
    await put({
      lines: rows(4),
      startedAt: Date.UTC(2026, 0, 1),
      project: 'other',
      text: '{"a":1}\n{"a":2}\n{"a":3}\n',
    })
    expect(files()).toEqual([`${name}.jsonl.gz`, `${name}.meta.json`])
    expect(listArchive(archive).sessions[0]?.head).toMatchObject({ project: 'other', content: { lines: 3 } })
  })

  it.each([
    ['../../escape', '2026/02/2026-02-27_10-00-00_shop_'],
    ['C:\\nul', '2026/02/2026-02-27_10-00-00_shop_C-nul'],
    ['..', '2026/02/2026-02-27_10-00-00_shop_'],
    ['a/b\u0000c\nd', '2026/02/2026-02-27_10-00-00_shop_a-b-c-d'],
  ])('with the id %j stays inside the archive and keeps the id', async (id, start) => {
    const written = await put({ id, project: '../../../etc' })
    expect(written.name).toContain(start.replace('_shop_', '_etc_'))
    expect(readdirSync(join(directory, '..'))).toEqual(['archive'])
    expect(listArchive(archive).sessions[0]?.head.session_id).toBe(id)
    expect((await put({ id, project: '../../../etc' })).outcome).toBe('unchanged')
  })

  it('without a start has a name, too', async () => {
    const { startedAt: _, ...session } = sampleInput().session
    expect((await writeArchive(archive, { ...sampleInput(), session })).name).toBe(
      '0000/00/0000-00-00_00-00-00_shop_f608c31e',
    )
    expect(listArchive(archive).sessions).toHaveLength(1)
  })

  it('is told from others that began in the same second with the same eight characters', async () => {
    const ids = ['01a1f7a8-049f-7b22-bf61-8f6e94433ff9', '01a1f7a8-09e0-73a3-b2f9-13d720d6c1cf', '01a1f7a8']
    for (const id of ids) await put({ id, lines: [id] })
    await put({ id: ids[0] as string, agent: 'codex', lines: ['another agent'] })
    const { sessions } = listArchive(archive)
    expect(sessions.map(({ head }) => head.session_id).sort()).toEqual([...ids, ids[0]].sort())
    expect(new Set(sessions.map((session) => session.name)).size).toBe(4)
    for (const id of ids) expect((await put({ id, lines: [id] })).outcome).toBe('unchanged')
  })
})

describe('nothing that was archived is lost', () => {
  const contents = () =>
    files()
      .filter((file) => file.endsWith('.gz'))
      .map(text)
      .join('')

  it('when the transcript is cut to its beginning', async () => {
    await put({ lines: rows(5) })
    expect((await put({ lines: rows(2) })).outcome).toBe('older')
    expect(files()).toHaveLength(2)
    expect(contents()).toContain('"row":4')
  })

  it('when the transcript is written anew', async () => {
    await put({ lines: rows(5) })
    expect((await put({ lines: rows(9, 100) })).outcome).toBe('updated')
    expect(files()).toHaveLength(3)
    expect(contents()).toContain('"row":4')
    expect(contents()).toContain('"row":108')
    const [session] = listArchive(archive).sessions
    expect(session?.earlier.map(({ part }) => part.content.lines)).toEqual([5])
  })

  it('and two files of one session do not push each other out for ever', async () => {
    await put({ path: '/t/a.jsonl', lines: rows(5) })
    await put({ path: '/t/b.jsonl', lines: rows(5, 50) })
    const before = files()
    expect((await put({ path: '/t/a.jsonl', lines: rows(5) })).outcome).toBe('unchanged')
    expect((await put({ path: '/t/b.jsonl', lines: rows(5, 50) })).outcome).toBe('unchanged')
    expect(files()).toEqual(before)
  })

  it('when what is there is damaged and its source is not', async () => {
    await put({ lines: rows(5) })
    truncateSync(join(directory, `${name}.jsonl.gz`), 40)
    expect(listArchive(archive).damaged).toEqual([`${name}.jsonl.gz`])
    await put({ lines: rows(6) })
    expect(files()).toEqual([`${name}.jsonl.gz`, `${name}.meta.json`])
    expect(text(`${name}.jsonl.gz`)).toContain('"row":5')
  })

  it('when what is there is damaged and the source holds less', async () => {
    await put({ lines: rows(5) })
    truncateSync(join(directory, `${name}.jsonl.gz`), 40)
    await put({ lines: rows(1) })
    expect(files().filter((file) => file.includes('~damaged-'))).toHaveLength(1)
  })

  it('when a document that is written as a whole becomes shorter', async () => {
    await put({ form: 'json', text: '{\n  "messages": [1, 2, 3]\n}\n' })
    expect((await put({ form: 'json', text: '{\n  "messages": [1]\n}\n' })).outcome).toBe('updated')
    expect(contents()).toContain('[1, 2, 3]')
    await put({ form: 'json', text: '{\n  "messages": [1, 4, 5, 6]\n}\n' })
    expect(files().filter((file) => file.endsWith('.json.gz'))).toHaveLength(2)
  })
})

describe('sub-agents', () => {
  const subagents = { 'agent-a1.jsonl': ['{"sub":1}'], 'agent-b2.jsonl': ['{"sub":2}'] }

  it('travel along in files of their own', async () => {
    const { written } = await put({ subagents })
    expect(written).toEqual([`${name}.agent-a1.jsonl.gz`, `${name}.agent-b2.jsonl.gz`, `${name}.jsonl.gz`])
    const meta = JSON.parse(readFileSync(join(directory, `${name}.meta.json`), 'utf8'))
    expect(meta.subagents.map(({ subagent }: { subagent: unknown }) => subagent)).toEqual([
      { label: 'agent-a1', agent_type: 'Explore', call_id: 'call-1' },
      { label: 'agent-b2', agent_type: 'Explore', call_id: 'call-1' },
    ])
    expect(listArchive(archive).sessions).toHaveLength(1)
  })

  it('are written alone when only they have grown', async () => {
    await put({ subagents })
    const grown = { ...subagents, 'agent-b2.jsonl': ['{"sub":2}', '{"sub":3}'] }
    expect(await put({ subagents: grown })).toEqual({
      name,
      outcome: 'updated',
      written: [`${name}.agent-b2.jsonl.gz`],
    })
    expect((await put({ subagents: grown })).outcome).toBe('unchanged')
  })

  it('stay when their files are gone', async () => {
    await put({ subagents })
    expect((await put({})).outcome).toBe('unchanged')
    expect(listArchive(archive).sessions[0]?.subagents).toHaveLength(2)
  })
})

describe('a plan', () => {
  it('says what would happen and does nothing', async () => {
    let read = 0
    const onRead = () => {
      read += 1
    }
    expect(planArchive(archive, sampleInput({ onRead }))).toEqual({ name, outcome: 'created' })
    expect(readdirSync(join(directory, '..'))).toEqual([])
    await put()
    expect(planArchive(archive, sampleInput({ onRead })).outcome).toBe('unchanged')
    expect(planArchive(archive, sampleInput({ onRead, lines: rows(3) })).outcome).toBe('updated')
    expect(read).toBe(0)
  })
})

describe('when masking fails', () => {
  it('nothing is written and the reason is told', async () => {
    const input = sampleInput()
    const failing = function* (): Generator<Masked> {
      yield '{"a":1}\n' as Masked
      throw new SesError('masking_failed', 'no')
    }
    await expect(writeArchive(archive, { ...input, main: { ...input.main, text: failing() } })).rejects.toMatchObject({
      code: 'masking_failed',
    })
    expect(files()).toEqual([])
  })
})

describe('when the disk refuses', () => {
  const refusing = (code: string, call: keyof ArchiveFs): ArchiveFs => ({
    ...systemFs,
    [call]: (...args: unknown[]) => {
      const [target, bytes] = args as [unknown, Uint8Array | undefined]
      // A full disk takes what still fits.
      if (call === 'writeSync' && bytes !== undefined) systemFs.writeSync(target as number, bytes.subarray(0, 1))
      throw Object.assign(new Error(code), { code, syscall: call })
    },
  })

  it.each([
    ['ENOSPC', 'writeSync'],
    ['EDQUOT', 'fsyncSync'],
    ['EROFS', 'mkdirSync'],
    ['EACCES', 'openSync'],
    ['EROFS', 'renameSync'],
  ] as const)('(%s in %s) it says so and leaves what was there', async (code, call) => {
    await put({ lines: rows(2) })
    const before = files().map((file) => readFileSync(join(directory, file), 'hex'))
    const broken = { ...archive, fs: refusing(code, call) }
    await expect(writeArchive(broken, sampleInput({ lines: rows(3) }))).rejects.toMatchObject({
      code: 'write_failed',
      data: { reason: code },
    })
    expect(files().map((file) => readFileSync(join(directory, file), 'hex'))).toEqual(before)
  })
})

describe('what a write that was cut short left', () => {
  it('is not listed, and swept once nobody can be writing it', async () => {
    await put()
    const young = join(directory, `${name}.jsonl.gz.0123456789ab.tmp`)
    const old = join(directory, `${name}.jsonl.gz.ba9876543210.tmp`)
    writeFileSync(young, 'x')
    writeFileSync(old, 'x')
    utimesSync(young, clock / 1000, clock / 1000)
    utimesSync(old, clock / 1000 - 7200, clock / 1000 - 7200)
    expect(listArchive(archive)).toMatchObject({
      sessions: [{ name }],
      damaged: [],
      temporary: [expect.anything(), expect.anything()],
    })
    await put({ lines: rows(2) })
    expect(files().filter((file) => file.endsWith('.tmp'))).toEqual([young.slice(directory.length + 1)])
  })
})
