import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CHECKPOINT_BRANCH, CHECKPOINT_REF } from '../commit/commit-checkpoint.ts'
import { listCommitCheckpoints, readAll, readArtifacts } from '../commit/read-checkpoints.ts'
import { removeCheckpoints } from '../commit/write-checkpoints.ts'
import { keepSession } from '../fixtures/keep-session.ts'
import { createRepository, type TestRepository } from '../fixtures/test-repository.ts'
import { openShadow, type Shadow } from '../open-shadow.ts'
import { fetchCheckpoints, pushCheckpoints } from './travel-checkpoints.ts'

/** Starting a process takes a second; with SES_FUZZ set, each step is tried. */
const STRIDE = process.env['SES_FUZZ'] === undefined ? 3 : 1

let repository: TestRepository
let shadow: Shadow
let first: string
beforeEach(async () => {
  repository = createRepository()
  repository.write('a.txt', 'a\n')
  first = repository.commit('first')
  run(repository.folder, 'init', '-q', '--bare', '-b', 'main', 'remote.git')
  repository.git('remote', 'add', 'origin', join(repository.folder, 'remote.git'))
  repository.git('push', '-q', 'origin', 'main')
  shadow = await repository.shadow()
})
afterEach(() => repository.destroy())

function run(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, env: repository.env as NodeJS.ProcessEnv, encoding: 'utf8', stdio: 'pipe' })
}
const remote = (...args: string[]): string => run(join(repository.folder, 'remote.git'), ...args)
async function clone(name: string): Promise<Shadow> {
  run(repository.folder, 'clone', '-q', join(repository.folder, 'remote.git'), name)
  return openShadow({ cwd: join(repository.folder, name), env: repository.env })
}
const sessions = async (of: Shadow): Promise<string[]> =>
  (await listCommitCheckpoints(of)).map(({ session }) => session).sort()

describe('checkpoints', { timeout: 120_000 }, () => {
  it('travel by push and fetch, and change nothing else', async () => {
    await keepSession(repository, shadow, first, 'one')
    const before = repository.state()
    expect(await pushCheckpoints(shadow, repository.env)).toMatchObject({ remote: 'origin', sent: true })
    expect(await pushCheckpoints(shadow, repository.env)).toMatchObject({ sent: false, received: false })
    expect(repository.state()).toEqual(before)
    expect(remote('for-each-ref', '--format=%(refname)').trim().split('\n')).toEqual([
      'refs/heads/main',
      CHECKPOINT_REF,
    ])
    expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
    const other = await clone('other')
    // An ordinary clone or fetch brings the branch of the remote already.
    expect(await sessions(other)).toEqual(['one'])
    run(join(repository.folder, 'other'), 'update-ref', '-d', `refs/remotes/origin/${CHECKPOINT_BRANCH}`)
    expect(await sessions(other)).toEqual([])
    expect(await fetchCheckpoints(other, repository.env)).toMatchObject({ received: true })
    const [found] = await listCommitCheckpoints(other)
    if (found === undefined) throw new Error('not found')
    expect((await readArtifacts(other, found)).get('prompts.txt')?.toString()).toBe('one was asked\n')
  })

  it('of two clones that were written at the same time are merged, and none is lost, whoever pushes first', async () => {
    const clones = [shadow, await clone('b'), await clone('c')]
    const names = ['one', 'two', 'three']
    for (const [at, each] of clones.entries()) await keepSession(repository, each, first, names[at] ?? '')
    await Promise.all(clones.map((each) => pushCheckpoints(each, repository.env)))
    for (const each of clones) {
      await fetchCheckpoints(each, repository.env)
      expect(await sessions(each)).toEqual(['one', 'three', 'two'])
      expect(run(each.repository.workTree, 'fsck', '--strict', '--no-dangling')).toBe('')
    }
  })

  it('written differently in two clones are the later one in both; what was taken away stays away', async () => {
    const other = await clone('b')
    const early: Shadow = { ...shadow, now: () => 1000 }
    const late: Shadow = { ...other, now: () => 2000 }
    await keepSession(repository, early, first, 'one', 'early\n')
    await keepSession(repository, late, first, 'one', 'late\n')
    await keepSession(repository, early, first, 'two')
    await pushCheckpoints(late, repository.env)
    await pushCheckpoints(early, repository.env)
    await fetchCheckpoints(late, repository.env)
    for (const each of [shadow, other]) {
      const found = (await listCommitCheckpoints(each)).find(({ session }) => session === 'one')
      if (found === undefined) throw new Error('not found')
      expect((await readArtifacts(each, found)).get('prompts.txt')?.toString()).toBe('late\n')
    }
    await removeCheckpoints(
      late,
      (await listCommitCheckpoints(other)).filter(({ session }) => session === 'two'),
    )
    await pushCheckpoints(late, repository.env)
    await pushCheckpoints(early, repository.env)
    run(repository.root, 'fetch', '-q')
    expect(await sessions(shadow)).toEqual(['one'])
    expect(await readAll(shadow)).toHaveLength(2)
  })

  it('are written by eight processes at once, and none is lost', async () => {
    await Promise.all(
      Array.from({ length: 8 }, async (_, at) => keepSession(repository, await repository.shadow(), first, `s${at}`)),
    )
    expect(await sessions(shadow)).toHaveLength(8)
    expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
  })

  it('are written again after a git that was killed left its lock on the branch', async () => {
    await keepSession(repository, shadow, first, 'one')
    const lock = repository.path('.git', `${CHECKPOINT_REF}.lock`)
    writeFileSync(lock, '')
    utimesSync(lock, new Date(Date.now() - 120_000), new Date(Date.now() - 120_000))
    await keepSession(repository, shadow, first, 'two')
    expect(await sessions(shadow)).toEqual(['one', 'two'])
  })

  it('are the same with and without the git program', async () => {
    await keepSession(repository, shadow, first, 'one')
    const portable = await repository.shadow({ backend: 'portable' })
    expect(await sessions(portable)).toEqual(['one'])
    const fixed: Shadow = { ...portable, now: () => 5000 }
    await keepSession(repository, fixed, first, 'two')
    expect(await sessions(shadow)).toEqual(['one', 'two'])
    await expect(pushCheckpoints(portable, repository.env)).rejects.toMatchObject({ code: 'external' })
    expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
  })

  it('say which remote is missing or cannot be reached', async () => {
    await keepSession(repository, shadow, first, 'one')
    await expect(pushCheckpoints(shadow, repository.env, 'nowhere')).rejects.toMatchObject({ code: 'not_found' })
    repository.git('remote', 'set-url', 'origin', '/gone')
    await expect(pushCheckpoints(shadow, repository.env)).rejects.toMatchObject({ code: 'external' })
    repository.git('remote', 'remove', 'origin')
    await expect(fetchCheckpoints(shadow, repository.env)).rejects.toMatchObject({ code: 'usage' })
  })

  it('travel without running anything that the repository configures', async () => {
    await keepSession(repository, shadow, first, 'one')
    const canary = join(repository.folder, 'canary')
    const touch = (name: string): string => `touch ${canary}-${name}`
    const settings = {
      'core.sshCommand': touch('ssh'),
      'core.gitProxy': touch('proxy'),
      'core.askPass': touch('askpass'),
      'core.fsmonitor': touch('fsmonitor'),
      'credential.helper': `!${touch('credential')}`,
      'remote.origin.receivepack': `${touch('receivepack')}; git-receive-pack`,
      'remote.origin.uploadpack': `${touch('uploadpack')}; git-upload-pack`,
      'remote.origin.vcs': 'ext',
      'push.gpgSign': 'true',
      'gpg.program': touch('gpg'),
      'protocol.ext.allow': 'always',
    }
    for (const [key, value] of Object.entries(settings)) repository.git('config', key, value)
    for (const hook of ['pre-push', 'reference-transaction', 'post-merge']) {
      repository.write(`.git/hooks/${hook}`, `#!/bin/sh\n${touch(`hook-${hook}`)}\n`, 0o755)
    }
    await pushCheckpoints(shadow, repository.env)
    await fetchCheckpoints(shadow, repository.env)
    repository.git('config', 'remote.origin.url', `ext::sh -c "${touch('url')}"`)
    await expect(fetchCheckpoints(shadow, repository.env)).rejects.toMatchObject({ code: 'external' })
    repository.git('config', 'remote.origin.url', `--upload-pack=${touch('option')}`)
    await expect(fetchCheckpoints(shadow, repository.env)).rejects.toMatchObject({ code: 'external' })
    expect(readdirSync(repository.folder).filter((name) => name.startsWith('canary'))).toEqual([])
  })

  it('of a stranger bring nothing but checkpoints, and no name that leads out of a folder', async () => {
    await keepSession(repository, shadow, first, 'one')
    const blob = repository.git('hash-object', '-w', 'a.txt').trim()
    const evil = `100644 blob ${blob}\tcheckpoint.json\n`
    const inner = execFileSync('git', ['mktree'], {
      cwd: repository.root,
      env: repository.env as NodeJS.ProcessEnv,
      input: evil,
    })
      .toString()
      .trim()
    const outer = execFileSync('git', ['mktree'], {
      cwd: repository.root,
      env: repository.env as NodeJS.ProcessEnv,
      input: `040000 tree ${inner}\tnot-a-place\n100644 blob ${blob}\trun.sh\n`,
    })
      .toString()
      .trim()
    const commit = repository.git('commit-tree', outer, '-m', 'x').trim()
    repository.git('push', '-q', 'origin', `${commit}:${CHECKPOINT_REF}`)
    await pushCheckpoints(shadow, repository.env)
    expect(await sessions(shadow)).toEqual(['one'])
    expect(repository.git('ls-tree', '--name-only', CHECKPOINT_REF).trim()).toBe(first.slice(0, 2))
  })
})

describe('a push that is killed at any step', { timeout: 300_000 }, () => {
  it('leaves two sound repositories, and the next one brings everything', async () => {
    const other = await clone('b')
    await keepSession(repository, other, first, 'theirs')
    await pushCheckpoints(other, repository.env)
    await keepSession(repository, shadow, first, 'ours')
    const ours = repository.git('rev-parse', CHECKPOINT_REF).trim()
    const theirs = remote('rev-parse', CHECKPOINT_REF).trim()
    let killed = 0
    for (let step = 1; ; step += STRIDE) {
      repository.git('update-ref', CHECKPOINT_REF, ours)
      remote('update-ref', CHECKPOINT_REF, theirs)
      const signal = await pushAndKill(step)
      expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
      expect(remote('fsck', '--strict', '--no-dangling')).toBe('')
      await pushCheckpoints(shadow, repository.env)
      expect(await sessions(shadow)).toEqual(['ours', 'theirs'])
      expect(remote('rev-parse', CHECKPOINT_REF)).toBe(repository.git('rev-parse', CHECKPOINT_REF))
      if (signal === null) break
      killed += 1
    }
    expect(killed).toBeGreaterThanOrEqual(2)
    expect(readdirSync(join(repository.root, '.git')).filter((name) => name.endsWith('.lock'))).toEqual([])
    expect(readFileSync(repository.path('.git/HEAD'), 'utf8')).toBe('ref: refs/heads/main\n')
  })
})

function pushAndKill(step: number): Promise<string | null> {
  const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
  const args = ['--conditions=@ses/source', '--import', fixture('typescript-loader.mjs'), fixture('stopped-push.ts')]
  mkdirSync(join(repository.folder, 'home'), { recursive: true })
  const child = spawn(process.execPath, [...args, repository.root, String(step)], {
    env: repository.env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (_, signal) => resolve(signal))
  })
}
