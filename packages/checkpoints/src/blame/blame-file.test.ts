import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bytePath } from '../byte-path.ts'
import { createRepository, type TestRepository } from '../fixtures/test-repository.ts'
import type { Shadow } from '../open-shadow.ts'
import { takeSnapshot } from '../take-snapshot.ts'
import type { BlamedLine } from './author.ts'
import { type BlameRequest, openBlame } from './blame-file.ts'

vi.setConfig({ testTimeout: 60_000 })
let repository: TestRepository
let clock = Date.UTC(2026, 2, 10, 9)
beforeEach(() => {
  repository = createRepository()
})
afterEach(() => repository.destroy())

const open = (backend?: 'portable'): Promise<Shadow> =>
  repository.shadow({ now: () => (clock += 60_000), ...(backend === undefined ? {} : { backend }) })
const write = (...lines: string[]): void => repository.write('a.ts', lines.map((line) => `${line}\n`).join(''))
async function turn(shadow: Shadow, session: string, work: () => void): Promise<void> {
  await takeSnapshot(shadow, { session, kind: 'prompt', turn: 1, agent: 'codex' })
  work()
  await takeSnapshot(shadow, { session, kind: 'turn-end', turn: 1, agent: 'codex' })
}
async function blame(shadow: Shadow, request: BlameRequest = {}, path = 'a.ts'): Promise<readonly BlamedLine[]> {
  const opened = await openBlame(shadow)
  try {
    return await opened.file(bytePath(path), request)
  } finally {
    await opened.close()
  }
}
async function writers(shadow: Shadow, request: BlameRequest = {}): Promise<string[]> {
  return (await blame(shadow, request)).map(({ kind, shares }) => {
    const author = shares[0]?.author
    return kind === 'agent' && author?.kind === 'agent' ? `${author.turn.session} by ${author.evidence}` : kind
  })
}

describe.each(['git', 'portable'] as const)('with the %s backend', (backend) => {
  it('tells turns, people and commits of before apart', async () => {
    write('first line')
    repository.commit('first')
    const shadow = await open(backend === 'portable' ? 'portable' : undefined)
    await turn(shadow, 's1', () => write('first line', 'second line'))
    write('first line', 'second line', 'third line')
    await turn(shadow, 's2', () => {
      write('first line', 'fourth line', 'second line', 'third line')
      repository.commit('all')
    })
    const expected = ['unknown', 's2 by snapshot', 's1 by snapshot', 'human']
    expect(await writers(shadow)).toEqual(expected)
    expect(await writers(shadow, { commit: repository.git('rev-parse', 'HEAD').trim() })).toEqual(expected)
  })
})

describe('without snapshots', () => {
  it("takes the agents' own record of what they wrote, and nothing that two sessions recorded", async () => {
    write('const one = first()', 'const two = second()', 'const three = third()', '}')
    repository.commit('all')
    const edit = (session: string, after: string, at = 1): NonNullable<BlameRequest['edits']>[number] => ({
      turn: { session, at: 1 },
      at,
      after,
    })
    const edits = [
      edit('s1', 'const one = first()\n}\nconst two = second()'),
      edit('s2', 'const two = second()'),
      edit('s3', 'const three = third()', Number.MAX_SAFE_INTEGER),
    ]
    expect(await writers(await open(), { edits })).toEqual(['s1 by edit', 'unknown', 'unknown', 'unknown'])
  })
})

describe('nobody is blamed for', () => {
  it('what another pulled in from elsewhere', async () => {
    write('first line')
    repository.commit('first')
    repository.git('clone', '-q', '.', '../other')
    const shadow = await open()
    await turn(shadow, 's1', () => {
      const there = ['-C', '../other', '-c', 'user.name=B', '-c', 'user.email=b']
      repository.write('../other/a.ts', 'first line\nfrom elsewhere\n')
      repository.git(...there, 'commit', '-qam', 'theirs')
      repository.git('pull', '-q', '../other', 'main')
    })
    const [, line] = await blame(shadow)
    expect(line).toMatchObject({ kind: 'unknown', shares: [{ author: { commitAuthor: 'B' } }] })
  })

  it('what they brought back: a revert, a checkout, a rewind keep the first writer', async () => {
    write('kept line', 'removed by a human', 'last line')
    const shadow = await open()
    await turn(shadow, 's1', () => write('kept line', 'removed by a human', 'written by the first', 'last line'))
    await turn(shadow, 's2', () => write('kept line', 'last line'))
    await turn(shadow, 's3', () => write('kept line', 'removed by a human', 'written by the first', 'last line'))
    expect(await writers(shadow)).toEqual(['unknown', 'unknown', 's1 by snapshot', 'unknown'])
  })

  it('a turn of nothing but talk: what changes after it is a human’s', async () => {
    write('a line')
    const shadow = await open()
    await turn(shadow, 's1', () => {})
    write('a line', 'another line')
    expect(await writers(shadow)).toEqual(['unknown', 'human'])
  })
})

describe('two agents in two work trees', () => {
  it('keep their lines when one merges the other', async () => {
    write('a first line', 'a last line')
    repository.commit('first')
    repository.git('worktree', 'add', '-q', '-b', 'side', '../side')
    const main = await open()
    const side = await repository.shadow({ cwd: `${repository.folder}/side`, now: () => (clock += 60_000) })
    await turn(side, 's-side', () => {
      repository.write('../side/a.ts', 'a first line\nfrom the side\na last line\n')
      repository.git('-C', '../side', 'commit', '-qam', 'side')
    })
    await turn(main, 's-main', () => {
      repository.git('merge', '-q', 'side')
      write('a first line', 'from the side', 'a last line', 'from the main')
    })
    expect(await writers(main)).toEqual(['unknown', 's-side by snapshot', 'unknown', 's-main by snapshot'])
  })
})

describe('a file', () => {
  it('with any name, empty, without an end, or of another commit', async () => {
    const shadow = await open()
    const path = ':(glob) ä\n*.ts'
    await turn(shadow, 's1', () => repository.write(path, 'no end'))
    repository.write('empty.ts', '')
    repository.commit('names')
    expect(await blame(shadow, {}, path)).toMatchObject([{ text: 'no end', kind: 'agent' }])
    expect(await blame(shadow, {}, 'empty.ts')).toEqual([])
    repository.link('link.ts', '/etc/passwd')
    await expect(blame(shadow, {}, 'link.ts')).rejects.toMatchObject({ code: 'not_found' })
    await expect(blame(shadow, { commit: '0'.repeat(40) }, 'empty.ts')).rejects.toMatchObject({ code: 'not_found' })
  })
})
