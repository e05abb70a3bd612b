import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRepository, type TestRepository } from './fixtures/test-repository.ts'
import { listSnapshots } from './list-snapshots.ts'
import { makeBranch } from './make-branch.ts'
import { pruneShadow } from './prune-shadow.ts'
import { rewind, undoRewind } from './rewind.ts'
import { SHADOW_REFS } from './shadow-ref.ts'
import { takeSnapshot } from './take-snapshot.ts'

/** Plants a program wherever git would run one: hooks, filters, monitors, pagers, diff drivers, aliases, in the repository and a submodule. */
function plant(repository: TestRepository, canary: string): void {
  const touch = (key: string): string => `touch ${canary}-${key}`
  const inner = join(repository.folder, 'inner')
  const run = (cwd: string, ...args: string[]) =>
    execFileSync('git', args, { cwd, env: repository.env as NodeJS.ProcessEnv, stdio: 'pipe' })
  mkdirSync(inner)
  run(inner, 'init', '-q')
  writeFileSync(join(inner, 'tracked'), 'x')
  run(inner, 'add', '-A')
  run(inner, '-c', 'user.name=a', '-c', 'user.email=b', 'commit', '-q', '-m', 'inner')
  repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'sub')
  repository.write('a.txt', 'a\n')
  repository.write('b.bin', 'b\n')
  repository.commit('first')
  for (const gitDir of ['.git', '.git/modules/sub']) {
    mkdirSync(repository.path(gitDir, 'hooks'), { recursive: true })
    for (const hook of [
      'pre-commit',
      'post-commit',
      'post-checkout',
      'post-index-change',
      'reference-transaction',
      'pre-auto-gc',
      'post-rewrite',
      'fsmonitor-watchman',
    ]) {
      repository.write(`${gitDir}/hooks/${hook}`, `#!/bin/sh\n${touch(`hook-${hook}`)}\n`, 0o755)
    }
    const settings = {
      'core.fsmonitor': repository.path(gitDir, 'hooks/fsmonitor-watchman'),
      'core.pager': touch('core.pager'),
      'core.editor': touch('core.editor'),
      'core.sshCommand': touch('core.sshCommand'),
      'core.askPass': touch('core.askPass'),
      'core.gitProxy': touch('core.gitProxy'),
      'core.alternateRefsCommand': touch('core.alternateRefsCommand'),
      'filter.evil.clean': `${touch('filter.evil.clean')}; cat`,
      'filter.evil.smudge': `${touch('filter.evil.smudge')}; cat`,
      'filter.evil.process': touch('filter.evil.process'),
      'filter.evil.required': 'true',
      'diff.evil.textconv': touch('diff.evil.textconv'),
      'diff.evil.command': touch('diff.evil.command'),
      'diff.external': touch('diff.external'),
      'merge.evil.driver': touch('merge.evil.driver'),
      'gpg.program': touch('gpg.program'),
      'commit.gpgSign': 'true',
      'log.showSignature': 'true',
      'credential.helper': `!${touch('credential.helper')}`,
      'alias.add': `!${touch('alias.add')}`,
      'alias.write-tree': `!${touch('alias.write-tree')}`,
      'uploadpack.packObjectsHook': touch('uploadpack.packObjectsHook'),
      'extensions.partialClone': 'origin',
      'remote.origin.promisor': 'true',
      'remote.origin.url': `ext::sh -c "${touch('remote.origin.url')}"`,
      'remote.origin.vcs': 'ext',
      'protocol.ext.allow': 'always',
      'gc.auto': '1',
      'core.worktree': repository.folder,
    }
    for (const [key, value] of Object.entries(settings)) {
      if (gitDir !== '.git' && key === 'core.worktree') continue
      repository.git('config', '--file', repository.path(gitDir, 'config'), key, value)
    }
    repository.write(`${gitDir}/info/attributes`, '* filter=evil diff=evil merge=evil\n')
  }
  writeFileSync(repository.path('.gitattributes'), '* filter=evil diff=evil merge=evil text=auto\n')
  writeFileSync(repository.path('sub/dirty'), 'x')
  writeFileSync(repository.path('sub/tracked'), 'y')
}

describe('a repository whose config or hooks would run commands', { timeout: 60_000 }, () => {
  it('has none of them run by a snapshot, a listing, a rewind, a branch or a pruning', async () => {
    const repository = createRepository()
    const canary = join(repository.folder, 'canary')
    plant(repository, canary)
    const shadow = await repository.shadow()
    const { snapshot } = await takeSnapshot(shadow, { session: 's', kind: 'prompt', turn: 1 })
    repository.write('a.txt', 'changed\n')
    repository.write('new/file', 'x')
    await takeSnapshot(shadow, { session: 's', kind: 'turn-end', turn: 1 })
    await rewind(shadow, { target: snapshot, hard: true })
    await undoRewind(shadow, {})
    repository.write('a.txt', 'a\nby hand\n')
    await rewind(shadow, { target: snapshot, foreign: 'merge' })
    await makeBranch(shadow, snapshot, 'kept')
    expect((await listSnapshots(shadow)).length).toBeGreaterThan(4)
    await shadow.backend.bytesHeldBy(SHADOW_REFS)
    await shadow.backend.packHeldBy(SHADOW_REFS)
    await pruneShadow(shadow, { keep: 0 })
    expect(readdirSync(repository.folder).filter((name) => name.startsWith('canary'))).toEqual([])
    repository.destroy()
  })

  it('cannot make a rewind write through a link that leaves the work tree', async () => {
    const repository = createRepository()
    const outside = join(repository.folder, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'target'), 'untouched')
    repository.write('dir/target', 'from the snapshot')
    repository.write('file', 'from the snapshot')
    const shadow = await repository.shadow()
    const { snapshot } = await takeSnapshot(shadow, { session: 's', kind: 'prompt', turn: 1 })
    repository.remove('dir')
    repository.remove('file')
    symlinkSync(outside, repository.path('dir'))
    symlinkSync(join(outside, 'target'), repository.path('file'))
    await takeSnapshot(shadow, { session: 's', kind: 'turn-end', turn: 1 })
    await rewind(shadow, { target: snapshot })
    expect(repository.files()).toEqual({ 'dir/target': 'plain from the snapshot', file: 'plain from the snapshot' })
    await undoRewind(shadow, {})
    expect(repository.files()).toEqual({ dir: `link ${outside}`, file: `link ${join(outside, 'target')}` })
    repository.git(
      'update-index',
      '--add',
      '--cacheinfo',
      `100644,${repository.git('hash-object', '-w', '--stdin').trim()},x`,
    )
    expect(readFileSync(join(outside, 'target'), 'utf8')).toBe('untouched')
    repository.destroy()
  })

  it('cannot make a rewind replace an ignored folder or a link that is ignored', async () => {
    const repository = createRepository()
    repository.write('.gitignore', '/cache\n')
    repository.write('a', 'a')
    const shadow = await repository.shadow()
    repository.write('.gitignore', '')
    repository.write('cache/data', 'of the snapshot')
    const { snapshot } = await takeSnapshot(shadow, { session: 's', kind: 'prompt', turn: 1 })
    repository.remove('cache')
    repository.write('.gitignore', '/cache\n')
    symlinkSync(repository.folder, repository.path('cache'))
    await takeSnapshot(shadow, { session: 's', kind: 'turn-end', turn: 1 })
    const files = repository.files()
    await expect(rewind(shadow, { target: snapshot, foreign: 'replace' })).rejects.toMatchObject({ code: 'unsafe' })
    expect(repository.files()).toEqual(files)
    repository.destroy()
  })

  it('cannot lead a rewind out of the work tree or into .git by the names in a tree', async () => {
    const repository = createRepository()
    repository.write('a', 'a')
    const shadow = await repository.shadow()
    await takeSnapshot(shadow, { session: 's', kind: 'prompt', turn: 1 })
    const blob = Buffer.from(repository.git('hash-object', '-w', 'a').trim(), 'hex')
    for (const name of ['..', '.git', '.GIT', '.', 'git~1', '.git ']) {
      const tree = writeTree(repository, name, blob)
      const target = { id: 'x', tree, session: 's', kind: 'prompt', at: 0, worktree: 'main' } as const
      await expect(rewind(shadow, { target, foreign: 'replace' })).rejects.toMatchObject({ code: 'unsafe' })
      expect(repository.files()).toEqual({ a: 'plain a' })
    }
    repository.destroy()
  })

  it('cannot make git take what HEAD or a snapshot says for an option', async () => {
    const repository = createRepository()
    repository.write('a', 'a')
    const head = readFileSync(repository.path('.git/HEAD'), 'utf8')
    repository.write('.git/HEAD', 'ref: refs/heads/--upload-pack=x\n')
    const shadow = await repository.shadow()
    const { snapshot } = await takeSnapshot(shadow, { session: '--all', kind: 'prompt', turn: 1 })
    expect(snapshot).toMatchObject({ session: '--all', branch: '--upload-pack=x' })
    repository.write('.git/HEAD', head)
    repository.destroy()
  })
})

function writeTree(repository: TestRepository, name: string, blob: Buffer): string {
  const input = Buffer.concat([Buffer.from(`100644 ${name}\0`), blob])
  const args = ['hash-object', '-t', 'tree', '-w', '--stdin', '--literally']
  return execFileSync('git', args, { cwd: repository.root, env: repository.env as NodeJS.ProcessEnv, input })
    .toString()
    .trim()
}
