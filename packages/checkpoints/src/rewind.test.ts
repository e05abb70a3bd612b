import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bytePath } from './byte-path.ts'
import { createRepository, type TestRepository } from './fixtures/test-repository.ts'
import { listSnapshots } from './list-snapshots.ts'
import { makeBranch } from './make-branch.ts'
import type { Shadow } from './open-shadow.ts'
import { pruneShadow } from './prune-shadow.ts'
import { resolveSnapshot } from './resolve-snapshot.ts'
import { rewind, undoRewind } from './rewind.ts'
import { SHADOW_REFS } from './shadow-ref.ts'
import type { Snapshot } from './snapshot.ts'
import { takeSnapshot } from './take-snapshot.ts'

let repository: TestRepository
let shadow: Shadow
beforeEach(async () => {
  repository = createRepository()
  shadow = await repository.shadow()
})
afterEach(() => repository.destroy())

let turn = 0
async function prompt(session = 's'): Promise<Snapshot> {
  turn += 1
  return (await takeSnapshot(shadow, { session, kind: 'prompt', turn })).snapshot
}

async function turnEnd(session = 's'): Promise<Snapshot> {
  return (await takeSnapshot(shadow, { session, kind: 'turn-end', turn })).snapshot
}

describe('rewind', { timeout: 60_000 }, () => {
  it('is no bare `git reset --hard`: uncommitted work is snapshotted first, shown before, and brought back by --undo', async () => {
    repository.write('a.txt', 'committed\n')
    repository.commit('first')
    repository.write('a.txt', 'uncommitted\n')
    repository.write('new.txt', 'untracked\n')
    const target = await prompt()
    repository.write('a.txt', 'by the agent\n')
    repository.remove('new.txt')
    repository.write('deep/er/made.txt', 'made\n')
    await turnEnd()
    const after = repository.files()
    const state = repository.state()
    const shown = await rewind(shadow, { target, dryRun: true })
    expect(shown.applied).toBe(false)
    expect(shown.changes.map(({ path, from, to }) => [path, from === null, to === null])).toEqual([
      ['a.txt', false, false],
      ['deep/er/made.txt', false, true],
      ['new.txt', true, false],
    ])
    expect(repository.files()).toEqual(after)
    const done = await rewind(shadow, { target })
    expect(done.applied).toBe(true)
    expect(repository.files()).toEqual({ 'a.txt': 'plain uncommitted\n', 'new.txt': 'plain untracked\n' })
    expect(existsSync(repository.path('deep'))).toBe(false)
    expect({ ...repository.state(), status: '' }).toEqual({ ...state, status: '' })
    await undoRewind(shadow, {})
    expect(repository.files()).toEqual(after)
    await undoRewind(shadow, {})
    expect(repository.files()).toEqual({ 'a.txt': 'plain uncommitted\n', 'new.txt': 'plain untracked\n' })
  })

  it('refuses to clobber changes made since by someone else than the session, again and again, and changes nothing', async () => {
    repository.write('a.txt', 'one\n')
    repository.write('b.txt', 'one\n')
    const target = await prompt()
    repository.write('a.txt', 'two\n')
    await turnEnd()
    repository.write('b.txt', 'by hand\n')
    const files = repository.files()
    for (let round = 0; round < 3; round++) {
      await expect(rewind(shadow, { target })).rejects.toMatchObject({
        code: 'changed_since',
        data: { paths: ['b.txt'] },
      })
      expect(repository.files()).toEqual(files)
    }
    expect((await rewind(shadow, { target, dryRun: true })).foreign).toEqual(['b.txt'])
    await rewind(shadow, { target, paths: [bytePath('a.txt')] })
    expect(repository.files()).toEqual({ 'a.txt': 'plain one\n', 'b.txt': 'plain by hand\n' })
  })

  it('counts what another session did as somebody else', async () => {
    repository.write('a.txt', 'one\n')
    const target = await prompt('mine')
    repository.write('a.txt', 'two\n')
    await turnEnd('mine')
    repository.write('a.txt', 'three\n')
    await prompt('theirs')
    await expect(rewind(shadow, { target })).rejects.toMatchObject({ code: 'changed_since' })
    await rewind(shadow, { target, foreign: 'replace' })
    expect(repository.files()).toEqual({ 'a.txt': 'plain one\n' })
    await undoRewind(shadow, {})
    expect(repository.files()).toEqual({ 'a.txt': 'plain three\n' })
  })

  it('merges both sides with --merge, marks what cannot be merged and tells it', async () => {
    const lines = Array.from({ length: 20 }, (_, line) => `line ${line}\n`)
    const text = (changes: Record<number, string>): string => lines.map((line, at) => changes[at] ?? line).join('')
    repository.write('both.txt', text({}))
    repository.write('clash.txt', text({}))
    repository.write('mine.txt', 'x\n')
    repository.write('bin', Buffer.from([0, 1]))
    const target = await prompt()
    repository.write('both.txt', text({ 2: 'agent\n' }))
    repository.write('clash.txt', text({ 2: 'agent\n' }))
    repository.write('bin', Buffer.from([0, 2]))
    await turnEnd()
    repository.write('both.txt', text({ 2: 'agent\n', 15: 'hand\n' }))
    repository.write('clash.txt', text({ 2: 'hand\n' }))
    repository.write('mine.txt', 'by hand\n')
    repository.write('own.txt', 'by hand\n')
    repository.write('bin', Buffer.from([0, 3]))
    const done = await rewind(shadow, { target, foreign: 'merge' })
    expect(done.merged).toEqual(['both.txt', 'clash.txt'])
    expect(done.conflicts).toEqual(['bin', 'clash.txt'])
    expect(readFileSync(repository.path('both.txt'), 'utf8')).toBe(text({ 15: 'hand\n' }))
    expect(readFileSync(repository.path('clash.txt'), 'utf8')).toBe(
      text({ 2: `<<<<<<< present\nhand\n=======\nline 2\n>>>>>>> checkpoint ${target.id.slice(0, 10)}\n` }),
    )
    expect(repository.files()).toMatchObject({
      'mine.txt': 'plain by hand\n',
      'own.txt': 'plain by hand\n',
      bin: 'plain \u0000\u0003',
    })
  })

  it('turns files into folders and links and back, keeps rights that git does not know, and never touches ignored files', async () => {
    repository.write('.gitignore', 'ignored\n')
    repository.write('x', 'file')
    repository.write('y/inner', 'file')
    repository.write('z', 'plain')
    repository.link('l', 'x')
    repository.write('private', 'one')
    chmodSync(repository.path('private'), 0o600)
    const target = await prompt()
    const files = repository.files()
    repository.remove('x')
    repository.write('x/a/b', 'folder now')
    repository.remove('y')
    repository.write('y', 'file now')
    repository.remove('z')
    repository.link('z', 'x')
    repository.remove('l')
    repository.write('l', 'file now', 0o755)
    repository.write('private', 'two')
    chmodSync(repository.path('private'), 0o600)
    repository.write('other/ignored', 'i')
    await turnEnd()
    await rewind(shadow, { target })
    expect(repository.files()).toEqual({ ...files, 'other/ignored': 'plain i' })
    expect(lstatSync(repository.path('private')).mode & 0o777).toBe(0o600)
    mkdirSync(repository.path('t'))
    repository.remove('x')
    repository.write('x/ignored', 'in the way')
    await turnEnd()
    await expect(rewind(shadow, { target, foreign: 'replace' })).rejects.toMatchObject({ code: 'unsafe' })
    expect(repository.files()).toMatchObject({ 'x/ignored': 'plain in the way' })
  })

  it('restores what shell commands, sub-agents and hands changed', async () => {
    repository.write('src/a.ts', 'a\n')
    repository.write('src/b.ts', 'b\n')
    const target = await prompt()
    repository.write('src/c.ts', 'c\n')
    repository.remove('src/a.ts')
    chmodSync(repository.path('src/b.ts'), 0o755)
    await turnEnd()
    await rewind(shadow, { target })
    expect(repository.files()).toEqual({ 'src/a.ts': 'plain a\n', 'src/b.ts': 'plain b\n' })
  })
})

describe('rewind --hard', { timeout: 60_000 }, () => {
  it('moves the branch as git reset --hard does, and --undo brings branch, index and files back', async () => {
    repository.write('a.txt', 'one\n')
    const first = repository.commit('first')
    repository.write('a.txt', 'uncommitted\n')
    const target = await prompt()
    repository.write('a.txt', 'two\n')
    const second = repository.commit('second')
    repository.write('staged.txt', 'staged\n')
    repository.git('add', 'staged.txt')
    await turnEnd()
    const before = { ...repository.state(), reflogs: '' }
    const done = await rewind(shadow, { target, hard: true })
    expect(done.movedTo).toBe(first)
    expect(repository.git('rev-parse', 'main').trim()).toBe(first)
    expect(repository.git('status', '--porcelain')).toBe(' M a.txt\n')
    expect(repository.files()).toEqual({ 'a.txt': 'plain uncommitted\n' })
    expect(repository.git('reflog', '-1', '--format=%gs').trim()).toBe(`ses rewind: moving to ${first}`)
    await undoRewind(shadow, {})
    expect(repository.git('rev-parse', 'main').trim()).toBe(second)
    expect({ ...repository.state(), reflogs: '' }).toEqual(before)
    expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
  })

  it('refuses while a merge is not finished, and where the commit is gone', async () => {
    const unborn = await prompt()
    repository.write('a.txt', 'one\n')
    repository.commit('first')
    await expect(rewind(shadow, { target: unborn, hard: true })).rejects.toMatchObject({ code: 'unsafe' })
    const target = await prompt()
    repository.write('.git/MERGE_HEAD', `${target.head}\n`)
    await expect(rewind(shadow, { target, hard: true })).rejects.toMatchObject({ code: 'unsafe' })
  })
})

describe('what is kept', { timeout: 60_000 }, () => {
  it('can be made a branch without touching anything else', async () => {
    repository.write('a.txt', 'one\n')
    const head = repository.commit('first')
    repository.write('a.txt', 'two\n')
    const target = await prompt()
    const before = repository.state()
    const commit = await makeBranch(shadow, target, 'try/it')
    expect(repository.git('rev-parse', 'try/it', 'try/it^').trim().split('\n')).toEqual([commit, head])
    expect(repository.git('show', 'try/it:a.txt')).toBe('two\n')
    expect(repository.state().index).toBe(before.index)
    await expect(makeBranch(shadow, target, 'try/it')).rejects.toMatchObject({ code: 'unsafe' })
    for (const name of ['', '-x', 'a..b', 'a b', 'HEAD', 'x.lock', 'a//b', '/a', 'a\n', '@{u}']) {
      await expect(makeBranch(shadow, target, name)).rejects.toMatchObject({ code: 'usage' })
    }
  })

  it('is found by a unique prefix and by latest', async () => {
    repository.write('a.txt', 'one\n')
    const first = await prompt()
    repository.write('a.txt', 'two\n')
    const second = await prompt()
    expect(await resolveSnapshot(shadow, 'latest')).toEqual(second)
    expect(await resolveSnapshot(shadow, first.id.slice(0, 12).toUpperCase())).toEqual(first)
    await rewind(shadow, { target: first })
    expect((await resolveSnapshot(shadow, 'latest')).id).toBe(second.id)
    await expect(resolveSnapshot(shadow, 'zz')).rejects.toMatchObject({ code: 'not_found' })
    await expect(resolveSnapshot(shadow, '')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is pruned by whole sessions, packed without gc, and what undoes a rewind stays', async () => {
    repository.write('a.txt', 'one\n')
    repository.commit('first')
    const now = Date.now()
    for (let session = 0; session < 5; session++) {
      repository.write('a.txt', `${session}\n`)
      await takeSnapshot(shadow, { session: `s${session}`, kind: 'prompt', at: now - (5 - session) * 1000 })
    }
    const loose = Number(repository.git('count-objects').split(' ')[0])
    expect(await shadow.backend.bytesHeldBy(SHADOW_REFS)).toBeGreaterThan(500)
    expect(await shadow.backend.packHeldBy(SHADOW_REFS)).toBe(15)
    expect(Number(repository.git('count-objects').split(' ')[0])).toBe(loose - 15)
    expect(await shadow.backend.packHeldBy(SHADOW_REFS)).toBe(0)
    const before = repository.state()
    expect((await pruneShadow(shadow, { keep: 3, dryRun: true })).map(({ session }) => session)).toEqual(['s1', 's0'])
    expect(await listSnapshots(shadow)).toHaveLength(5)
    await pruneShadow(shadow, { keep: 3 })
    await pruneShadow(shadow, { since: now - 2500 })
    expect((await listSnapshots(shadow)).map(({ session }) => session)).toEqual(['s4', 's3'])
    const [, target] = await listSnapshots(shadow)
    await rewind(shadow, { target: target as Snapshot, foreign: 'replace' })
    await pruneShadow(shadow, { keep: 0 })
    expect(new Set((await listSnapshots(shadow)).map(({ session }) => session))).toEqual(new Set(['s3']))
    await undoRewind(shadow, {})
    expect(repository.files()).toEqual({ 'a.txt': 'plain 4\n' })
    expect(repository.state()).toEqual(before)
    expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
  })
})
