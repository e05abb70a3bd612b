import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Masked } from '@ses/model'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRepository, type TestRepository } from './fixtures/test-repository.ts'
import { listSnapshots } from './list-snapshots.ts'
import { openShadow } from './open-shadow.ts'
import { rewind } from './rewind.ts'
import { type SnapshotRequest, takeSnapshot } from './take-snapshot.ts'

let repository: TestRepository
beforeEach(() => {
  repository = createRepository()
})
// Ten thousand files take their time on a busy machine.
afterEach(() => repository.destroy(), 60_000)

const backends = ['git', 'portable'] as const
const manual: SnapshotRequest = { session: 's1', kind: 'manual' }

async function snap(more: Partial<SnapshotRequest> = {}, backend: (typeof backends)[number] = 'git') {
  return (await takeSnapshot(await repository.shadow({ backend }), { ...manual, ...more })).snapshot
}

function listing(tree: string): string[] {
  return repository.git('ls-tree', '-r', '-z', tree).split('\0').filter(Boolean)
}

function names(tree: string): string[] {
  return listing(tree).map((line) => line.slice(line.indexOf('\t') + 1))
}

describe('a snapshot', { timeout: 60_000 }, () => {
  it.each(backends)(
    'leaves HEAD, index bytes, status, reflogs, stash and branches as they are (%s)',
    async (backend) => {
      repository.write('a.txt', 'one\n')
      repository.write('staged.txt', 'one\n')
      repository.commit('first')
      repository.write('staged.txt', 'two\n')
      repository.git('add', 'staged.txt')
      repository.write('a.txt', 'two\n')
      repository.write('new/untracked.txt', 'x\n')
      const before = repository.state()
      const files = repository.files()
      await snap({}, backend)
      repository.write('a.txt', 'three\n')
      await snap({}, backend)
      repository.write('a.txt', 'two\n')
      expect(repository.state()).toEqual(before)
      expect(repository.files()).toEqual(files)
      expect(repository.git('branch', '--all')).toBe('* main\n')
      expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
    },
  )

  it.each(backends)(
    'is of the work tree, not of tool calls: tracked, modified, deleted and untracked files (%s)',
    async (backend) => {
      repository.write('kept.txt', 'k\n')
      repository.write('gone.txt', 'g\n')
      repository.write('run.sh', '#!/bin/sh\n', 0o755)
      repository.write('.gitignore', 'dist/\n*.log\n!keep.log\n')
      repository.commit('first')
      repository.remove('gone.txt')
      repository.write('dist/out.js', 'ignored')
      repository.write('a.log', 'ignored')
      repository.write('keep.log', 'kept')
      repository.link('link', '/etc/passwd')
      repository.link('folder-link', '..')
      const { tree } = await snap({}, backend)
      expect(names(tree)).toEqual(['.gitignore', 'folder-link', 'keep.log', 'kept.txt', 'link', 'run.sh'])
      expect(listing(tree).filter((line) => line.startsWith('120000'))).toHaveLength(2)
      expect(listing(tree).find((line) => line.endsWith('run.sh'))).toMatch(/^100755/)
    },
  )

  it('has the same tree and the same commit id whichever backend takes it', async () => {
    repository.write('a/b/c.txt', 'c')
    repository.write('a.txt', 'a', 0o755)
    repository.write('a-b/x', '')
    repository.write('with space/né\n.txt', 'x')
    repository.write('forced.log', 'tracked although ignored')
    repository.write('vendor/deep/forced.js', 'tracked below an ignored folder')
    repository.write('.gitignore', '*.log\nvendor/\n/only-here\nsub/**/x\n')
    repository.git('add', '-f', 'forced.log', 'vendor/deep/forced.js')
    repository.commit('first')
    repository.write('other.log', 'ignored')
    repository.write('vendor/other.js', 'ignored')
    repository.write('deep/.gitignore', '!*.log\nonly\n')
    repository.write('deep/seen.log', 'seen')
    repository.write('deep/only', 'ignored')
    repository.write('deep/only-here', 'seen')
    repository.write('sub/y/z/x', 'ignored')
    repository.link('l', 'nowhere')
    repository.write('git~1', 'a name that git takes nowhere')
    mkdirSync(repository.path('empty'))
    const at = Date.UTC(2026, 1, 2)
    const prompt = 'Mend the "thing"\nsecond line' as Masked
    const first = await snap({ at, prompt, kind: 'prompt', agent: 'codex', turn: 1 }, 'git')
    repository.git('update-ref', '-d', 'refs/ses/shadow/main/s1')
    const second = await snap({ at, prompt, kind: 'prompt', agent: 'codex', turn: 1 }, 'portable')
    expect(second.tree).toBe(first.tree)
    expect(second).toEqual(first)
    expect(names(first.tree)).toContain('forced.log')
    expect(names(first.tree)).toContain('vendor/deep/forced.js')
    expect(names(first.tree)).not.toContain('vendor/other.js')
  })

  it('makes a commit for a prompt and for the end of its turn, and none for an end told twice', async () => {
    repository.write('a.txt', 'a')
    const shadow = await repository.shadow()
    const first = await takeSnapshot(shadow, { session: 's', kind: 'prompt', turn: 1 })
    const twice = await takeSnapshot(shadow, { session: 's', kind: 'prompt', turn: 1 })
    const end = await takeSnapshot(shadow, { session: 's', kind: 'turn-end', turn: 1 })
    const again = await takeSnapshot(shadow, { session: 's', kind: 'turn-end', turn: 1 })
    const next = await takeSnapshot(shadow, { session: 's', kind: 'prompt', turn: 2 })
    expect([first, twice, end, again, next].map(({ created }) => created)).toEqual([true, false, true, false, true])
    expect(next.snapshot).toMatchObject({ parent: end.snapshot.id, tree: first.snapshot.tree, files: 0 })
  })

  it('reads back what is known of it, hostile session ids and prompts included', async () => {
    repository.write('a.txt', 'a')
    for (const session of [
      '../../x',
      'a b\nSes-Kind: rewind',
      '',
      '-d',
      'x'.repeat(500),
      'é',
      '@{',
      'a.lock',
      'HEAD',
    ]) {
      const taken = await snap({ session, prompt: 'fix\u001b[31m it\nSes-Session: other' as Masked, kind: 'prompt' })
      expect(taken).toMatchObject({ session, kind: 'prompt', prompt: 'fix [31m it', branch: 'main' })
    }
    expect(await listSnapshots(await repository.shadow())).toHaveLength(9)
    expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
  })

  it('holds the bytes of the files as they are, whatever autocrlf, filters, ident and encodings would make of them', async () => {
    repository.git('config', 'core.autocrlf', 'true')
    repository.write(
      '.gitattributes',
      '* text=auto\n*.big filter=lfs\n*.id ident\n*.u16 working-tree-encoding=UTF-16LE\n*.c eol=crlf\n',
    )
    repository.write('crlf.txt', 'a\r\nb\r\n')
    repository.write('mixed.txt', 'a\r\nb\n')
    repository.write('x.big', 'pointer or content')
    repository.write('x.id', '$Id$\n')
    repository.write('x.u16', Buffer.from('a\n', 'utf16le'))
    repository.write('x.c', 'a\r\n')
    const { tree } = await snap()
    const again = (await snap({ session: 'other' }, 'portable')).tree
    expect(again).toBe(tree)
    for (const name of ['crlf.txt', 'mixed.txt', 'x.big', 'x.id', 'x.u16', 'x.c']) {
      const stored = execFileSync('git', ['cat-file', 'blob', `${tree}:${name}`], { cwd: repository.root })
      expect(stored.equals(readFileSync(repository.path(name)))).toBe(true)
    }
  })

  it('follows the ignore rules as they change, in both directions', async () => {
    repository.write('build/x', 'x')
    repository.write('src', 's')
    const first = await snap()
    expect(names(first.tree)).toContain('build/x')
    repository.write('.gitignore', 'build/\n')
    expect(names((await snap()).tree)).toEqual(['.gitignore', 'src'])
    repository.git('add', '-f', 'build/x')
    expect(names((await snap()).tree)).toEqual(['.gitignore', 'build/x', 'src'])
    repository.git('rm', '-q', '--cached', 'build/x')
    expect(names((await snap()).tree)).toEqual(['.gitignore', 'src'])
    repository.write('.git/info/exclude', 'src\n')
    expect(names((await snap()).tree)).toEqual(['.gitignore'])
    repository.write('.gitignore', '\n')
    expect(names((await snap()).tree)).toEqual(['.gitignore', 'build/x'])
  })

  it('sees a change that keeps size and time of a file within the tick of the snapshot', async () => {
    repository.write('a.txt', '0')
    for (let round = 0; round < 20; round++) {
      repository.write('a.txt', String(round % 10))
      const { tree } = await snap({ session: `r${round}` })
      expect(repository.git('cat-file', 'blob', `${tree}:a.txt`)).toBe(String(round % 10))
    }
  })

  it('leaves out files above a limit and says so, and a rewind leaves them alone', async () => {
    repository.write('big.bin', 'x'.repeat(5000))
    repository.write('small', 's')
    const shadow = await repository.shadow()
    const taken = await takeSnapshot(shadow, { ...manual, maxFileBytes: 1000 })
    expect(taken.leftOut).toEqual([{ path: 'big.bin', reason: 'too-large' }])
    expect(names(taken.snapshot.tree)).toEqual(['small'])
    expect(taken.snapshot.leftOut).toEqual(taken.leftOut)
    repository.write('small', 't')
    await takeSnapshot(shadow, { ...manual, maxFileBytes: 1000 })
    await rewind(shadow, { target: taken.snapshot })
    expect(repository.files()).toMatchObject({ small: 'plain s', 'big.bin': `plain ${'x'.repeat(5000)}` })
  })
})

describe('uncommitted and untracked work, a repository without commits, phantom commits: all three work', () => {
  it.each(backends)('takes and brings back a snapshot in a repository without commits (%s)', async (backend) => {
    repository.write('a.txt', 'a\n')
    const shadow = await repository.shadow({ backend })
    const { snapshot } = await takeSnapshot(shadow, manual)
    expect(snapshot.head).toBeUndefined()
    expect(snapshot.branch).toBe('main')
    repository.write('a.txt', 'b\n')
    repository.write('b.txt', 'b\n')
    await takeSnapshot(shadow, { session: 's1', kind: 'turn-end' })
    await rewind(shadow, { target: snapshot })
    expect(repository.files()).toEqual({ 'a.txt': 'plain a\n' })
    expect(repository.git('status', '--porcelain')).toBe('?? a.txt\n')
  })

  it('adds no commit that a branch, a tag or a log of HEAD would show', async () => {
    repository.write('a.txt', 'a\n')
    const head = repository.commit('first')
    await snap()
    expect(repository.git('log', '--branches', '--tags', '--format=%H', 'HEAD').trim()).toBe(head)
    expect(repository.git('for-each-ref', '--format=%(refname)').trim().split('\n')).toEqual([
      'refs/heads/main',
      'refs/ses/shadow/main/s1',
    ])
  })
})

describe('states and shapes of repositories', { timeout: 60_000 }, () => {
  it('works on a detached HEAD', async () => {
    repository.write('a.txt', 'a')
    const head = repository.commit('first')
    repository.git('checkout', '-q', '--detach')
    const taken = await snap()
    expect(taken.head).toBe(head)
    expect(taken.branch).toBeUndefined()
  })

  it('keeps two agents in two work trees apart while both take snapshots at once', async () => {
    repository.write('a.txt', 'a')
    repository.commit('first')
    const other = join(repository.folder, 'main')
    repository.git('worktree', 'add', '-q', '-b', 'second', other)
    writeFileSync(join(other, 'b.txt'), 'b')
    const [one, two] = [await repository.shadow(), await openShadow({ cwd: other, env: repository.env })]
    const rounds = Array.from({ length: 8 }, (_, round) => round)
    await Promise.all(
      rounds.flatMap((turn) => [
        takeSnapshot(one, { session: 'same', kind: 'prompt', turn }),
        takeSnapshot(two, { session: 'same', kind: 'prompt', turn }),
      ]),
    )
    const all = await listSnapshots(one)
    expect(all.filter(({ worktree }) => worktree === 'main')).toHaveLength(8)
    expect(all.filter(({ worktree }) => worktree === 'worktree-main')).toHaveLength(8)
    expect(new Set(all.filter(({ worktree }) => worktree === 'main').map(({ tree }) => names(tree).join()))).toEqual(
      new Set(['a.txt']),
    )
    expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
  })

  it('finds the repository through a .git file, GIT_DIR, and a folder below', async () => {
    repository.write('deep/er/a.txt', 'a')
    renameSync(repository.path('.git'), join(repository.folder, 'elsewhere'))
    writeFileSync(repository.path('.git'), `gitdir: ../elsewhere\n`)
    const below = await openShadow({ cwd: repository.path('deep/er'), env: repository.env })
    expect((await takeSnapshot(below, manual)).snapshot.worktree).toBe('main')
    rmSync(repository.path('.git'))
    const env = { ...repository.env, GIT_DIR: join(repository.folder, 'elsewhere'), GIT_WORK_TREE: repository.root }
    const told = await openShadow({ cwd: repository.path('deep'), env })
    expect((await takeSnapshot(told, { ...manual, kind: 'prompt' })).snapshot.files).toBe(0)
  })

  it('says clearly that a folder is in no git repository, or in a bare one', async () => {
    const env = repository.env
    await expect(openShadow({ cwd: repository.folder, env })).rejects.toMatchObject({ code: 'not_a_repository' })
    await expect(openShadow({ cwd: repository.path('.git/refs'), env })).rejects.toMatchObject({
      code: 'not_a_repository',
    })
  })

  it('is not misled by variables that git sets for its hooks', async () => {
    repository.write('a.txt', 'a')
    repository.commit('first')
    const index = readFileSync(repository.path('.git/index'))
    const env = {
      ...repository.env,
      GIT_DIR: '.git',
      GIT_INDEX_FILE: '.git/index',
      GIT_PREFIX: '',
      GIT_EXEC_PATH: '/nowhere',
    }
    const shadow = await openShadow({ cwd: repository.root, env })
    repository.write('b.txt', 'b')
    await takeSnapshot(shadow, manual)
    expect(readFileSync(repository.path('.git/index')).equals(index)).toBe(true)
  })

  it('takes the marked files of a merge with conflicts and of a rebase in progress as they are', async () => {
    repository.write('a.txt', 'base\n')
    repository.commit('base')
    repository.git('checkout', '-q', '-b', 'side')
    repository.write('a.txt', 'side\n')
    repository.commit('side')
    repository.git('checkout', '-q', 'main')
    repository.write('a.txt', 'main\n')
    repository.commit('main')
    for (const verb of ['merge', 'rebase']) {
      expect(() => repository.git(verb, 'side')).toThrow()
      const before = repository.state()
      const { tree } = await snap({ session: verb })
      expect(repository.git('cat-file', 'blob', `${tree}:a.txt`)).toContain('<<<<<<<')
      expect(repository.state()).toEqual(before)
      repository.git(verb, '--abort')
    }
  })

  it('keeps what a sparse checkout leaves away, and never writes it into the work tree', async () => {
    repository.write('in/a', 'a')
    repository.write('out/b', 'b')
    repository.commit('first')
    repository.git('sparse-checkout', 'set', '--cone', 'in')
    const first = await snap()
    expect(names(first.tree)).toEqual(['in/a', 'out/b'])
    repository.write('in/a', 'changed')
    await snap()
    const shadow = await repository.shadow()
    await rewind(shadow, { target: first })
    expect(repository.files()).toEqual({ 'in/a': 'plain a' })
  })

  it('records submodules and nested repositories by their commit and leaves their files alone', async () => {
    const inner = join(repository.folder, 'inner')
    execFileSync('git', ['init', '-q', inner], { env: repository.env as NodeJS.ProcessEnv })
    writeFileSync(join(inner, 'x'), 'x')
    const inInner = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=b', ...args], {
        cwd: inner,
        env: repository.env as NodeJS.ProcessEnv,
      })
    inInner('add', '-A')
    inInner('commit', '-q', '-m', 'inner')
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'sub')
    repository.commit('with submodule')
    execFileSync('git', ['clone', '-q', inner, repository.path('nested')], { env: repository.env as NodeJS.ProcessEnv })
    execFileSync('git', ['init', '-q', repository.path('unborn')], { env: repository.env as NodeJS.ProcessEnv })
    repository.write('unborn/file', 'f')
    const first = await snap()
    const portable = await snap({ session: 'p' }, 'portable')
    expect(portable.tree).toBe(first.tree)
    expect(
      listing(first.tree)
        .filter((line) => line.startsWith('160000'))
        .map((line) => line.split('\t')[1]),
    ).toEqual(['nested', 'sub'])
    expect(first.leftOut).toEqual([{ path: 'unborn', reason: 'unreadable' }])
    repository.write('sub/x', 'changed inside')
    repository.write('a.txt', 'new')
    await snap()
    await rewind(await repository.shadow(), { target: first })
    expect(repository.files()).toMatchObject({
      'sub/x': 'plain changed inside',
      'nested/x': 'plain x',
      'unborn/file': 'plain f',
    })
    expect(repository.files()['a.txt']).toBeUndefined()
  })

  it('takes ten thousand untracked files, and paths that are not UTF-8', async () => {
    for (let folder = 0; folder < 100; folder++) {
      mkdirSync(repository.path(`many/${folder}`), { recursive: true })
      for (let file = 0; file < 100; file++)
        writeFileSync(repository.path(`many/${folder}/${file}`), `${folder} ${file}`)
    }
    const odd = Buffer.concat([Buffer.from(`${repository.root}/`), Buffer.from([0x66, 0xff, 0xfe, 0x0a, 0x20])])
    writeFileSync(odd, 'odd')
    const first = await snap()
    expect((await snap({ session: 'p' }, 'portable')).tree).toBe(first.tree)
    rmSync(odd)
    repository.remove('many/7')
    await snap()
    await rewind(await repository.shadow(), { target: first })
    expect(readFileSync(odd, 'utf8')).toBe('odd')
    expect(repository.files()['many/7/99']).toBe('plain 7 99')
  })

  it('starts afresh when its index is damaged or its objects may be gone', async () => {
    repository.write('a.txt', 'a')
    const first = await snap()
    appendFileSync(repository.path('.git/ses/repo/index'), 'garbage')
    repository.write('b.txt', 'b')
    expect(names((await snap()).tree)).toEqual(['a.txt', 'b.txt'])
    repository.git('update-ref', '-d', 'refs/ses/shadow/main/s1')
    repository.git('gc', '-q', '--prune=now')
    expect(() => repository.git('cat-file', '-e', first.id)).toThrow()
    const again = await snap()
    expect(names(again.tree)).toEqual(['a.txt', 'b.txt'])
    expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
  })

  it('never follows a link to a folder outside', async () => {
    const outside = join(repository.folder, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'secret'), 's')
    symlinkSync(outside, repository.path('way-out'))
    const { tree } = await snap()
    expect(listing(tree)).toEqual([expect.stringMatching(/^120000 .*way-out$/)])
  })
})
