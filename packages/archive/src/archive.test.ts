import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Masked } from '@ses/model'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Archive, openArchive } from './archive.ts'
import { findPseudonym, parsePseudonym } from './find-pseudonym.ts'
import { type SampleOptions, sampleInput } from './fixtures/sample-input.ts'
import { listArchive } from './list-archive.ts'
import { deleteArchived, selectPruned } from './prune-archive.ts'
import { readLines } from './read-text.ts'
import { type Remasker, rescanFile } from './rescan-archive.ts'
import { resolveArchived } from './resolve-archived.ts'
import { searchArchive } from './search-archive.ts'
import { verifySession } from './verify-archive.ts'
import { writeArchive } from './write-archive.ts'

let directory = ''
let archive: Archive
let clock = 0
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'ses-archive-')), 'archive')
  clock = Date.UTC(2026, 2, 1)
  archive = openArchive(directory, { now: () => (clock += 1000) })
})
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }))

const A = 'aaaaaaaa-0000-4000-8000-000000000001'
const B = 'bbbbbbbb-0000-4000-8000-000000000002'
const put = (options: SampleOptions = {}) => writeArchive(archive, sampleInput(options))
const sessions = () => listArchive(archive).sessions
const only = () => sessions()[0]!
const path = (file: string) => join(directory, file)
const search = (text: string, options = {}) => searchArchive(archive, sessions(), text, options)
const texts = async (text: string, options = {}) => (await search(text, options)).hits.map(({ line }) => line)

describe('an archive that is not there', () => {
  it('is empty, and stays not there', async () => {
    expect(listArchive(archive)).toEqual({ sessions: [], damaged: [], temporary: [] })
    expect(await search('x')).toEqual({ hits: [], damaged: [], more: false })
    expect(() => statSync(directory)).toThrow()
  })
})

describe('a search', () => {
  const said = [
    'say "hi"',
    'src/auth.ts',
    'C++',
    "it's",
    'a:b',
    'AND',
    '*',
    '\\d+',
    'zwei\nZeilen',
    'Größe',
    '日本',
    '😀',
    '(',
    '%',
    '"',
  ]

  it.each(said)('finds %j wherever it was said', async (text) => {
    const line = JSON.stringify({ role: 'user', content: `before ${text} after` })
    await put({ lines: ['{"a":1}', line, '{"b":2}'] })
    expect(await texts(text)).toContain(2)
  })

  it('finds text in JSON inside JSON, and text that was written as ASCII', async () => {
    const nested = JSON.stringify({ arguments: JSON.stringify({ command: 'echo "größer" > a.txt' }) })
    const ascii = nested.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    await put({ lines: [nested, ascii] })
    expect(await texts('echo "größer"')).toEqual([1, 2])
  })

  it('takes upper for lower case unless told otherwise', async () => {
    await put({ lines: ['{"a":"Auth"}', '{"a":"auth"}'] })
    expect(await texts('AUTH')).toEqual([1, 2])
    expect(await texts('auth', { caseSensitive: true })).toEqual([2])
  })

  it('tells the line of every hit, once per line, over many blocks', async () => {
    const lines = Array.from(
      { length: 30_000 },
      (_, row) => `{"row":${row},"text":"${row % 1000 === 7 ? 'needle needle' : 'some hay'}"}`,
    )
    await put({ lines })
    expect(await texts('needle')).toEqual(Array.from({ length: 30 }, (_, at) => at * 1000 + 8))
    const { hits, more } = await search('needle', { limit: 3 })
    expect([hits.length, more]).toEqual([3, true])
  })

  it('looks into sub-agents', async () => {
    await put({ subagents: { 'agent-a.jsonl': ['{"text":"needle"}'] } })
    expect((await search('needle')).hits[0]?.file.part.subagent?.label).toBe('agent-a')
  })

  it('skips damaged archives and names them', async () => {
    const lines = Array.from({ length: 20_000 }, (_, row) => `{"row":${row * 7919},"text":"needle"}`)
    await put({ id: A, lines })
    await put({ id: B, lines: ['{"text":"needle"}'], startedAt: Date.UTC(2026, 0, 1) })
    const { main } = sessions().find(({ head }) => head.session_id === A)!
    const bytes = readFileSync(path(main!.file))
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 0xff
    writeFileSync(path(main!.file), bytes)
    const { hits, damaged } = await search('needle')
    expect(damaged).toEqual([main!.file])
    expect(hits.map(({ session }) => session.head.session_id)).toEqual([B])
  })

  it('of nothing is refused', async () => {
    await expect(search('')).rejects.toMatchObject({ code: 'usage' })
  })
})

describe('a damaged archive', () => {
  const lines = Array.from({ length: 9000 }, (_, row) => `{"row":${row * 104_729}}`)

  it('is found wherever it was cut', async () => {
    await put({ lines: lines.slice(0, 50) })
    const { file } = only().main!
    const whole = readFileSync(path(file))
    for (let size = 0; size < whole.length; size += 1) {
      writeFileSync(path(file), whole.subarray(0, size))
      const listing = listArchive(archive)
      expect(listing.damaged, `${size}`).toEqual([file])
      expect(listing.sessions, `${size}`).toEqual([])
    }
  })

  it('is found whichever byte was changed', async () => {
    await put({ lines: lines.slice(0, 20) })
    const session = only()
    const whole = readFileSync(path(session.main!.file))
    // A header byte that only tells the writer's system says nothing about the content.
    const harmless = new Set([4, 5, 6, 7, 8, 9])
    const memberTwo = whole.indexOf(Buffer.from([0x1f, 0x8b, 8, 0x10]))
    for (let at = 0; at < whole.length; at += 1) {
      if (harmless.has(at) || (at >= memberTwo && at < memberTwo + 10)) continue
      const broken = Buffer.from(whole)
      broken[at] = (broken[at] as number) ^ 0x55
      writeFileSync(path(session.main!.file), broken)
      const { sessions: found, damaged } = listArchive(archive)
      const damage = damaged.length > 0 || (await verifySession(archive, found[0]!)).damage.length > 0
      expect(damage, `byte ${at} of ${whole.length}`).toBe(true)
    }
  })

  it('is told from one whose content was replaced', async () => {
    await put({ lines })
    const { file } = only().main!
    const bytes = readFileSync(path(file))
    const trailer = bytes.subarray(bytes.lastIndexOf(Buffer.from([0x1f, 0x8b, 8, 0x10])))
    const forged = Buffer.from(
      lines
        .map((line) => `${line}\n`)
        .join('')
        .replace('104729', '104728'),
    )
    writeFileSync(path(file), Buffer.concat([gzipSync(forged), trailer]))
    expect((await verifySession(archive, only())).damage).toEqual([{ file, reason: 'content' }])
    writeFileSync(path(file), Buffer.concat([gzipSync(forged.subarray(1)), trailer]))
    expect((await verifySession(archive, only())).damage).toEqual([{ file, reason: 'gzip' }])
  })

  it('does not hide what else is there', async () => {
    await put({ id: A })
    await put({ id: B })
    const { file } = sessions().find(({ head }) => head.session_id === A)!.main!
    writeFileSync(path(file), 'garbage')
    writeFileSync(path('2026/02/notes.txt'), 'not ours')
    writeFileSync(path('2026/stray'), 'not ours')
    expect(sessions().map(({ head }) => head.session_id)).toEqual([B])
    expect(listArchive(archive).damaged).toEqual([file])
  })
})

describe('a verification', () => {
  const subagents = { 'agent-a.jsonl': ['{"sub":1}'] }

  it('finds nothing wrong with what was written, and compares it with its sources', async () => {
    await put({ subagents })
    const verdict = await verifySession(archive, only(), {
      fingerprint: async ({ path: source }) => (source === '/t/main.jsonl' ? 'other' : undefined),
    })
    expect(verdict).toMatchObject({
      damage: [],
      meta: 'fits',
      sources: [
        { source: '/t/main.jsonl', state: 'changed' },
        { source: '/t/sub/agent-a.jsonl', state: 'gone' },
      ],
    })
  })

  it('takes a meta file that is missing or behind for stale, one that disagrees for damage, and can write it anew', async () => {
    await put({ subagents })
    const meta = path(`${only().name}.meta.json`)
    const first = readFileSync(meta, 'utf8')
    unlinkSync(meta)
    expect(await verifySession(archive, only())).toMatchObject({ damage: [], meta: 'stale' })
    await put({ subagents, lines: ['{"a":1}', '{"a":2}', '{"a":3}'] })
    const second = readFileSync(meta, 'utf8')
    writeFileSync(meta, first)
    expect(await verifySession(archive, only())).toMatchObject({ damage: [], meta: 'stale' })
    writeFileSync(meta, second.replace('"lines": 3', '"lines": 4'))
    expect(await verifySession(archive, only())).toMatchObject({ damage: [{ reason: 'meta' }], meta: 'differs' })
    expect(await verifySession(archive, only(), { repair: true })).toMatchObject({ damage: [] })
    expect(readFileSync(meta, 'utf8')).toBe(second)
    writeFileSync(meta, '{')
    expect((await put({ subagents, lines: ['{"a":1}', '{"a":2}', '{"a":3}'] })).outcome).toBe('unchanged')
    expect(readFileSync(meta, 'utf8')).toBe(second)
  })

  it('misses files that are gone', async () => {
    await put({ subagents })
    const [sub] = only().subagents
    const { main } = only()
    unlinkSync(path(sub!.file))
    expect((await verifySession(archive, only())).damage).toEqual([{ file: sub!.file, reason: 'missing' }])
    await put({ id: B, subagents })
    unlinkSync(path(main!.file))
    expect(sessions()).toHaveLength(1)
  })

  it('misses the transcript of a session of which only a sub-agent is left', async () => {
    await put({ subagents })
    const { main } = only()
    unlinkSync(path(main!.file))
    expect((await verifySession(archive, only())).damage).toEqual([{ file: main!.file, reason: 'missing' }])
  })
})

describe('a pseudonym', () => {
  it.each([
    ['ab12', { digits: 'ab12' }],
    ['AB12', { digits: 'ab12' }],
    ['aws-key:ab12', { digits: 'ab12', rule: 'aws-key' }],
    ['[masked:aws-key:ab12]', { digits: 'ab12', rule: 'aws-key' }],
  ])('may be written %s', (text, expected) => {
    expect(parsePseudonym(text)).toEqual(expected)
  })

  it.each(['', 'abc', 'ab123', 'xyz1', 'a b:ab12', 'masked'])('but not %j', (text) => {
    expect(() => parsePseudonym(text)).toThrow('no pseudonym')
  })

  it('leads to the sessions, files and lines it occurred in', async () => {
    const hit = '{"text":"key [masked:aws-key:ab12] and [masked:aws-key:ab12]"}'
    await put({
      id: A,
      lines: ['{}', hit, '{}', hit],
      subagents: { 'agent-a.jsonl': [hit.replaceAll('aws-key', 'generic')] },
    })
    await put({ id: B, lines: ['{"text":"[masked:aws-key:ab13]"}'] })
    const { sessions: found } = await findPseudonym(archive, sessions(), parsePseudonym('ab12'))
    expect(found.map(({ session }) => session.head.session_id)).toEqual([A])
    expect(found[0]?.files.map(({ lines, rules }) => ({ lines, rules }))).toEqual([
      { lines: [2, 4], rules: { 'aws-key': 4 } },
      { lines: [1], rules: { generic: 2 } },
    ])
    const byRule = await findPseudonym(archive, sessions(), parsePseudonym('generic:ab12'))
    expect(byRule.sessions[0]?.files).toHaveLength(1)
  })
})

describe('a scan with newer rules', () => {
  const remasker: Remasker = {
    ruleSet: 'rules-2',
    mask: (text) => {
      const found = text.split('hunter2').length - 1
      return { text: text.replaceAll('hunter2', '[masked:pw:ab12]') as Masked, found: found === 0 ? {} : { pw: found } }
    },
  }

  it('tells rules and lines and never a value, and changes nothing', async () => {
    await put({ lines: ['{"a":1}', '{"p":"hunter2 hunter2"}'] })
    const before = readFileSync(path(only().main!.file), 'hex')
    const scan = await rescanFile(archive, only().main!, remasker)
    expect(scan).toMatchObject({ found: { pw: 2 }, lines: [2], rewritten: false })
    expect(JSON.stringify({ ...scan, file: null })).not.toContain('hunter2')
    expect(readFileSync(path(only().main!.file), 'hex')).toBe(before)
  })

  it('masks what it finds when it is to, keeps the rest, and growth still is growth', async () => {
    const lines = ['{"a":1}', '{"p":"hunter2"}']
    await put({ lines, masked: { aws: 1 } })
    expect(await rescanFile(archive, only().main!, remasker, { rewrite: true })).toMatchObject({ rewritten: true })
    const { main } = only()
    expect(main?.part).toMatchObject({
      rule_set: 'rules-2',
      masked: { aws: 1, pw: 1 },
      source: { path: '/t/main.jsonl' },
    })
    let text = ''
    for await (const block of readLines(archive, main!)) text += block.text
    expect(text).toBe('{"a":1}\n{"p":"[masked:pw:ab12]"}\n')
    expect(await verifySession(archive, only())).toMatchObject({ damage: [], meta: 'fits' })
    const masked = [...lines.map((line) => line.replace('hunter2', '[masked:pw:ab12]')), '{"b":2}']
    await put({ lines: masked, ruleSet: 'rules-2' })
    expect(only().earlier).toEqual([])
    expect((await rescanFile(archive, only().main!, remasker, { rewrite: true })).rewritten).toBe(false)
  })

  it('reads a document as a whole', async () => {
    await put({ form: 'json', text: '{\n  "p":\n "hunter2"\n}\n' })
    const asked: string[] = []
    await rescanFile(archive, only().main!, {
      ...remasker,
      mask: (text) => {
        asked.push(text)
        return remasker.mask(text)
      },
    })
    expect(asked).toEqual(['{\n  "p":\n "hunter2"\n}\n'])
  })
})

describe('pruning', () => {
  const day = 86_400_000
  beforeEach(async () => {
    for (let at = 0; at < 5; at++) {
      await put({
        id: `${at}${at}${at}${at}${at}${at}${at}${at}`,
        startedAt: Date.UTC(2026, 0, 30) + at * day,
        subagents: { 'agent-a.jsonl': ['{}'] },
      })
    }
  })
  const ids = (list = sessions()) => list.map(({ head }) => head.session_id[0]).join('')

  it('keeps the latest, or the young, or both', () => {
    expect(ids(selectPruned(sessions(), { keep: 2 }))).toBe('210')
    expect(ids(selectPruned(sessions(), { olderThan: Date.UTC(2026, 1, 1) }))).toBe('10')
    expect(ids(selectPruned(sessions(), { keep: 4, olderThan: Date.UTC(2026, 1, 1) }))).toBe('0')
    expect(ids(selectPruned(sessions(), { keep: 0 }))).toBe('43210')
    expect(() => selectPruned(sessions(), {})).toThrow('say what to keep')
  })

  it('removes every file of a session and folders that are empty then', async () => {
    for (const session of selectPruned(sessions(), { olderThan: Date.UTC(2026, 1, 1) }))
      await deleteArchived(archive, session)
    expect(ids()).toBe('432')
    expect(readdirSync(path('2026'))).toEqual(['02'])
    expect(readdirSync(path('2026/02'))).toHaveLength(9)
  })

  it('leaves damaged files alone', async () => {
    const damaged = sessions()[4]!
    truncateSync(path(damaged.main!.file), 30)
    for (const session of selectPruned(sessions(), { keep: 0 })) await deleteArchived(archive, session)
    expect(listArchive(archive).damaged).toEqual([damaged.main!.file])
  })
})

describe('a session is found', () => {
  beforeEach(async () => {
    await put({ id: 'abc-1', startedAt: 1000 })
    await put({ id: 'abc-12', startedAt: 2000 })
    await put({ id: 'xyz-9', startedAt: 0 })
  })

  it.each([
    ['xyz-9', 'xyz-9'],
    ['x', 'xyz-9'],
    ['abc-1', 'abc-1'],
    ['latest', 'abc-12'],
    ['1970-01-01_00-00-02_shop_abc-12', 'abc-12'],
    ['/some/where/1970-01-01_00-00-02_shop_abc-12.jsonl.gz', 'abc-12'],
    ['1970/01/1970-01-01_00-00-01', 'abc-1'],
  ])('by %s', (wanted, id) => {
    expect(resolveArchived(sessions(), wanted).head.session_id).toBe(id)
  })

  it('but not by what means none or two', () => {
    expect(() => resolveArchived(sessions(), 'q')).toThrow(expect.objectContaining({ code: 'not_found' }))
    expect(() => resolveArchived(sessions(), '')).toThrow(expect.objectContaining({ code: 'not_found' }))
    expect(() => resolveArchived(sessions(), 'abc')).toThrow(
      expect.objectContaining({ code: 'ambiguous_id', data: expect.objectContaining({ total: 2 }) }),
    )
  })
})

describe('the receipt', () => {
  it('counts base64 that was not looked into, and nothing else', async () => {
    const noise = (seed: string) =>
      gzipSync(Buffer.from(Array.from({ length: 900 }, (_, at) => `${seed}${at * at}`).join(''))).toString('base64')
    const picture = `iVBORw0KGgo${noise('a').repeat(2)}`
    const prose = 'a-long-path/of_words/'.repeat(200)
    await put({
      lines: [
        JSON.stringify({ type: 'image', data: picture }),
        JSON.stringify({ data: noise('b') }),
        JSON.stringify({ text: 'word '.repeat(1000), rule: '='.repeat(3000), prose, sha: 'ab12'.repeat(16) }),
      ],
    })
    expect(only().main?.part.receipt).toMatchObject({
      images: { count: 1, bytes: picture.length },
      encoded: { count: 1, bytes: noise('b').length },
    })
  })
})

describe('any text', () => {
  it('comes out as it went in, whatever its pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 30 }), async (pieces) => {
        rmSync(directory, { recursive: true, force: true })
        const text = pieces.join('')
        const input = sampleInput({ text: '' })
        await writeArchive(archive, { ...input, main: { ...input.main, text: pieces as Masked[] } })
        let out = ''
        for await (const block of readLines(archive, only().main!, 16)) out += block.text
        expect(out).toBe(text)
        expect(only().main?.part.content).toMatchObject({
          bytes: Buffer.byteLength(text),
          lines: text.split('\n').length - (text === '' || text.endsWith('\n') ? 1 : 0),
        })
        expect((await verifySession(archive, only())).damage).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('of many blocks and with one endless line stays whole', async () => {
    const text = `${'ä'.repeat(3_000_000)}\n${'{"a":1}\n'.repeat(100_000)}tail`
    await put({ text })
    let out = ''
    let lines = 0
    for await (const { text: block, firstLine } of readLines(archive, only().main!, 1 << 20)) {
      expect(firstLine).toBe(lines + 1)
      lines += block.split('\n').length - 1
      out += block
    }
    expect(out === text).toBe(true)
    expect(only().main?.part.content.lines).toBe(100_002)
  })
})

describe('files of others', () => {
  it('may lie in the archive, and a hint of the time of a file means nothing', async () => {
    await put()
    appendFileSync(path('2026/02/README'), 'x')
    utimesSync(path(only().main!.file), 1, 1)
    expect((await put()).outcome).toBe('unchanged')
  })
})
