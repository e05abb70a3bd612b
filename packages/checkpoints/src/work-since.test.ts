import { appendFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRepository, type TestRepository } from './fixtures/test-repository.ts'
import { markWork, type WorkMark } from './mark-work.ts'
import { type Work, workSince } from './work-since.ts'

let repository: TestRepository
beforeEach(() => {
  repository = createRepository()
})
afterEach(() => repository.destroy(), 60_000)

const about = { session: 'm-1', kind: 'manual' } as const
const mark = async (): Promise<WorkMark> => markWork(await repository.shadow({ backend: 'git' }), about)
const since = async (start: WorkMark): Promise<Work> =>
  workSince(await repository.shadow({ backend: 'git' }), start, { ...about, env: repository.env })
const told = ({ files }: Work): string[] =>
  files.map(({ path, operation, to }) => `${operation} ${path}${to === undefined ? '' : ` → ${to}`}`)
const subjects = ({ commits = [] }: Work): string[] => commits.map(({ subject }) => subject)

describe('work since a mark', { timeout: 60_000 }, () => {
  it('holds uncommitted and untracked work as well as commits', async () => {
    repository.write('kept.txt', 'one\n')
    repository.write('edited.txt', 'one\n')
    repository.write('gone.txt', 'one\n')
    repository.commit('before')
    const start = await mark()
    repository.write('committed.txt', 'a\nb\n')
    const sha = repository.commit('during')
    repository.write('edited.txt', 'one\ntwo\n')
    repository.remove('gone.txt')
    repository.write('new/untracked.txt', 'x\n')
    const work = await since(start)
    expect(work).toMatchObject({
      files: [
        { path: 'committed.txt', operation: 'create', added: 2, removed: 0 },
        { path: 'edited.txt', operation: 'edit', added: 1, removed: 0 },
        { path: 'gone.txt', operation: 'delete', added: 0, removed: 1 },
        { path: 'new/untracked.txt', operation: 'create', added: 1, removed: 0 },
      ],
      commits: [{ sha, branch: 'main', subject: 'during' }],
      branch: 'main',
    })
  })

  it('does not tell again what was lying around before, also when it is committed', async () => {
    repository.write('a.txt', 'one\n')
    repository.commit('before')
    repository.write('a.txt', 'dirty\n')
    repository.write('loose.txt', 'x\n')
    const start = await mark()
    expect(told(await since(start))).toEqual([])
    repository.commit('all of it')
    const work = await since(start)
    expect([told(work), subjects(work)]).toEqual([[], ['all of it']])
    repository.write('a.txt', 'one\n')
    expect(told(await since(start))).toEqual(['edit a.txt'])
  })

  it('works in a repository without commits', async () => {
    repository.write('a.txt', 'one\n')
    const start = await mark()
    expect(start).not.toHaveProperty('head')
    repository.write('b.txt', 'two\n')
    expect(await since(start)).toMatchObject({ files: [{ path: 'b.txt', operation: 'create' }], commits: [] })
    repository.commit('first')
    const work = await since(start)
    expect([told(work), subjects(work)]).toEqual([['create b.txt'], ['first']])
  })

  it('knows renames, odd names and binary files', async () => {
    repository.write('old name.txt', 'a\nb\nc\nd\ne\n')
    repository.commit('before')
    const start = await mark()
    renameSync(repository.path('old name.txt'), repository.path('new\tname\n.txt'))
    repository.write('bin', Buffer.from([0, 1, 2, 0]))
    const work = await since(start)
    expect(told(work)).toEqual(['create bin', 'rename old name.txt → new\tname\n.txt'])
    expect(work.files[0]).not.toHaveProperty('added')
  })

  it('tells no phantom commits: amended, squashed, thrown away, checked out, merged forward, rebased from before', async () => {
    repository.write('a.txt', 'one\n')
    repository.commit('before')
    repository.git('branch', 'other')
    repository.git('checkout', '-q', 'other')
    repository.write('o.txt', '1')
    repository.commit('on other, before')
    repository.git('checkout', '-q', 'main')
    const start = await mark()
    repository.git('merge', '-q', '--ff-only', 'other')
    expect(subjects(await since(start))).toEqual([])
    repository.write('b.txt', '1')
    repository.commit('first try')
    repository.git('commit', '-q', '--amend', '-m', 'second try')
    repository.write('c.txt', '1')
    repository.commit('to be dropped')
    repository.git('reset', '-q', '--hard', 'HEAD~1')
    repository.git('checkout', '-q', '-b', 'feature')
    repository.write('d.txt', '1')
    repository.commit('on feature')
    repository.git('checkout', '-q', 'main')
    const { commits = [] } = await since(start)
    expect(commits.map(({ subject, branch }) => [subject, branch])).toEqual([
      ['second try', 'main'],
      ['on feature', undefined],
    ])
  })

  it('works with a detached HEAD and without a reflog', async () => {
    repository.write('a.txt', 'one\n')
    repository.commit('before')
    repository.git('checkout', '-q', '--detach')
    const start = await mark()
    expect(start).not.toHaveProperty('branch')
    repository.write('b.txt', '1')
    const sha = repository.commit('detached')
    expect((await since(start)).commits).toEqual([{ sha, subject: 'detached' }])
    repository.git('config', 'core.logAllRefUpdates', 'false')
    const later = await mark()
    rmSync(repository.path('.git/logs'), { recursive: true })
    repository.write('c.txt', '1')
    repository.commit('unlogged')
    expect(subjects(await since(later))).toEqual(['unlogged'])
    repository.git('reset', '-q', '--hard', 'HEAD~1')
    expect(subjects(await since(start))).toEqual(['detached'])
  })

  it('runs nothing of the repository: no hook, filter, monitor, text conversion or external diff', async () => {
    const ran = repository.path('..', 'ran')
    const run = `touch ${ran}; cat`
    repository.write('.gitattributes', '* filter=evil diff=evil\n')
    repository.write('a.txt', 'one\n')
    repository.commit('before')
    appendFileSync(
      repository.path('.git/config'),
      [
        '[filter "evil"]',
        `clean = "${run}"`,
        `smudge = "${run}"`,
        '[diff "evil"]',
        `textconv = "${run}"`,
        `command = "${run}"`,
        '[core]',
        `fsmonitor = "${run}"`,
        '[diff]',
        `external = "${run}"`,
        '',
      ].join('\n'),
    )
    repository.write('.git/hooks/reference-transaction', `#!/bin/sh\ntouch ${ran}\n`, 0o755)
    const start = await mark()
    repository.write('a.txt', 'two\n')
    const work = await since(start)
    expect(told(work)).toEqual(['edit a.txt'])
    expect(existsSync(ran)).toBe(false)
  })
})
