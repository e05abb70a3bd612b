import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type SampleOptions, sampleRecord } from '../fixtures/sample-record.ts'
import { openIndex } from '../open-index.ts'
import { refreshIndex } from '../refresh-index.ts'
import type { TextQuery } from '../session-index.ts'
import { openStore, type SessionStore } from '../session-store.ts'
import { systemFs } from '../store-fs.ts'
import { writeSession } from '../write-session.ts'
import { matchPattern } from './match-pattern.ts'
import { searchTerms } from './search-terms.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  hyphen: ['Fix the auth-timeout in src/auth.ts'],
  plus: ['Port the parser to C++ please'],
  quote: ["it's a:b and that is all", 'say "" here'],
  upper: ['this AND that', 'the AUTHOR of it'],
  star: ['multiply 2 * 3'],
  emoji: ['ship it 🚀 now', '日本語のテキスト検索'],
  accents: ['Ärger mit der STRASSE', 'naïve cafe\u0301'],
  code: ['a(b[c]{d}^$.|?\\n end', '100% _under_ -flag --force'],
  far: ['timeout of the network', 'nothing here', 'and much later auth'],
  near: ['auth timeout again'],
}

let directory = ''
let store: SessionStore
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'ses-search-'))
  store = openStore(join(directory, '.ses-logs'))
  for (const [index, [id, prompts]] of Object.entries(TEXTS).entries())
    await put({ id, prompts, files: [`src/${id}.ts`], start: index })
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

async function put(options: SampleOptions) {
  await writeSession(store, sampleRecord(options))
}
const search = (text: string, options: Partial<TextQuery> = {}) => openIndex(store).search({ text, ...options })
const ids = async (text: string, options: Partial<TextQuery> = {}) =>
  (await search(text, options)).hits.map(({ session }) => session.id)

describe('any text can be searched, and the result is right', () => {
  it.each([
    ['auth-timeout', ['hyphen']],
    ['src/auth.ts', ['hyphen']],
    ['C++', ['plus']],
    ["it's", ['quote']],
    ['a:b', ['quote']],
    ['""', ['quote']],
    ['AND', ['upper']],
    ['*', ['star']],
    ['**', []],
    ['🚀', ['emoji']],
    ['日本語', ['emoji']],
    ['テキスト', ['emoji']],
    ['(b[c]{d}^$.|?\\n', ['code']],
    ['%', ['code']],
    ['--force', ['code']],
    ['\\', ['code']],
    ['"', ['quote']],
    ['NOT', []],
    ['café', ['accents']],
    ['OR 1=1 --', []],
    ["'; DROP TABLE sessions; --", []],
    ['\u001e', []],
    ['p1', []],
    ['1', ['code']],
    ['3', ['star']],
    ['\ud800', []],
    ['x'.repeat(5000), []],
  ])('%j', async (text, expected) => {
    expect((await ids(text)).sort()).toEqual([...expected].sort())
  })

  it('but not an empty one', async () => {
    await expect(search('  ')).rejects.toMatchObject({ code: 'usage' })
  })
})

describe('what is meant by the words', () => {
  it('several must all occur, a phrase as it stands', async () => {
    expect(new Set(await ids('auth timeout'))).toEqual(new Set(['near', 'far', 'hyphen']))
    expect(await ids('"auth timeout"')).toEqual(['near'])
    expect((await ids('auth timeout'))[0]).toBe('near')
  })

  it('a trailing star asks for words that begin so', async () => {
    expect(await ids('UTHOR')).toEqual(['upper'])
    expect(await ids('UTHOR*')).toEqual([])
    expect(await ids('AUTH*')).toEqual(['upper'])
  })

  it('upper and lower case differ, unless they are asked not to, in every alphabet', async () => {
    expect(await ids('ärger')).toEqual([])
    expect(await ids('ärger', { ignoreCase: true })).toEqual(['accents'])
    expect(await ids('strasse', { ignoreCase: true })).toEqual(['accents'])
    expect(new Set(await ids('auth', { ignoreCase: true }))).toEqual(new Set(['hyphen', 'upper', 'far', 'near']))
  })

  it('are read without a grammar that could be broken', () => {
    expect(searchTerms('"a b" c* "" "x')).toEqual([
      { text: 'a b', prefix: false },
      { text: 'c', prefix: true },
      { text: '""', prefix: false },
      { text: '"x', prefix: false },
    ])
  })
})

describe('what is found', () => {
  it('tells the turn, the kind and where it stands', async () => {
    const [hit] = (await search('later')).hits
    expect(hit?.snippets).toEqual([{ kind: 'prompt', turn: 3, text: 'and much later auth', marks: [[9, 14]] }])
  })

  it('is cut from long texts around the place, whole characters only', async () => {
    await put({ id: 'long', prompts: [`${'🚀日本 '.repeat(3000)}needle${' é🚀'.repeat(3000)}`] })
    const [hit] = (await search('needle')).hits
    const [snippet] = hit?.snippets ?? []
    expect(snippet?.text.length).toBeLessThan(260)
    const [[start, end] = [0, 0]] = snippet?.marks ?? []
    expect(snippet?.text.slice(start, end)).toBe('needle')
    expect(snippet?.text).not.toMatch(/\p{Surrogate}/u)
  })

  it('can be narrowed like any list, and counts before the limit', async () => {
    const { hits, total } = await search('auth', { limit: 1 })
    expect([hits.length, total]).toEqual([1, 3])
    expect(await ids('auth', { within: { file: 'src/far.ts' } })).toEqual(['far'])
    expect(await ids('auth', { within: { agents: ['codex'] } })).toEqual([])
  })

  it('is the session as it is now', async () => {
    await put({ id: 'grows', prompts: ['first unicorn'], fingerprint: '1' })
    expect(await ids('unicorn')).toEqual(['grows'])
    await put({ id: 'grows', prompts: ['then dragon'], fingerprint: '2' })
    expect(await ids('unicorn')).toEqual([])
    expect(await ids('dragon')).toEqual(['grows'])
    await refreshIndex(store)
    expect(await ids('dragon')).toEqual(['grows'])
  })

  it('does not depend on the cache, nor on being allowed to write', async () => {
    rmSync(join(store.directory, '.index'), { recursive: true })
    const denied = (): never => {
      throw Object.assign(new Error('denied'), { code: 'EROFS' })
    }
    const readOnly = { ...store, fs: { ...systemFs, openSync: denied, mkdirSync: denied, renameSync: denied } }
    expect((await openIndex(readOnly).search({ text: 'auth-timeout' })).total).toBe(1)
    expect(await ids('auth-timeout')).toEqual(['hyphen'])
    // Torn blocks are passed over, and what they held is read from the folders.
    writeFileSync(join(store.directory, '.index/text'), '\u001dhyphen\tx\t99999\nauth')
    expect(await ids('auth-timeout')).toEqual(['hyphen'])
  })
})

describe('a regular expression', () => {
  it('matches as in JavaScript', async () => {
    expect(await ids('C\\+{2}', { regex: true })).toEqual(['plus'])
    expect(await ids('^this and', { regex: true, ignoreCase: true })).toEqual(['upper'])
    expect(await ids('\\p{Emoji_Presentation}', { regex: true })).toContain('emoji')
    expect((await search('auth[ -]timeout', { regex: true })).hits[0]?.snippets[0]?.marks).toHaveLength(1)
  })

  it('that is none is wrong usage', async () => {
    await expect(search('(', { regex: true })).rejects.toMatchObject({ code: 'usage' })
  })

  it('that would take for ever is stopped', () => {
    const bytes = Buffer.from(`\u001ep1\u001f${'a'.repeat(40)}!`)
    const part = { bytes, blocks: [{ folder: 'x', start: 0, end: bytes.length }] }
    expect(() => matchPattern([part], '^(a+)+$', false, 200)).toThrow(/takes longer/)
  })
})

describe('an index that is searched again and again', () => {
  it('reads the log of texts once, and again when it has changed', async () => {
    let reads = 0
    const readFileSync = ((path: string, ...rest: never[]) => {
      if (/[\\/]text(?:\.\d+)?$/.test(path)) reads += 1
      return systemFs.readFileSync(path, ...rest)
    }) as typeof systemFs.readFileSync
    const index = openIndex({ ...store, fs: { ...systemFs, readFileSync } })
    const found = async (text: string): Promise<string[]> =>
      (await index.search({ text })).hits.map(({ session }) => session.id)
    expect(await found('auth-timeout')).toEqual(['hyphen'])
    const once = reads
    expect(once).toBeGreaterThan(0)
    expect([await found('C++'), await found('auth-timeout')]).toEqual([['plus'], ['hyphen']])
    expect(reads).toBe(once)
    await index.put(sampleRecord({ id: 'later', prompts: ['a pangolin came'], start: 90 }))
    expect(await found('pangolin')).toEqual(['later'])
    expect(await found('auth-timeout')).toEqual(['hyphen'])
    expect(reads).toBe(once + 1)
    await index.remove({ project: null, agent: 'claude-code', id: 'later' })
  })
})
