import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listCommitCheckpoints, readArtifacts } from '../commit/read-checkpoints.ts'
import { removeCheckpoints } from '../commit/write-checkpoints.ts'
import { keepSession } from '../fixtures/keep-session.ts'
import { createRepository, type TestRepository } from '../fixtures/test-repository.ts'
import type { Shadow } from '../open-shadow.ts'
import { parseRewrites } from './read-rewrites.ts'
import { checkpointsOf, relinkCheckpoints } from './relink-checkpoints.ts'

let repository: TestRepository
let shadow: Shadow
beforeEach(async () => {
  repository = createRepository()
  repository.write('base.txt', 'base\n')
  repository.commit('base')
  shadow = await repository.shadow()
})
afterEach(() => repository.destroy())

const head = (): string => repository.git('rev-parse', 'HEAD').trim()
async function work(session: string, path: string, content: string): Promise<string> {
  repository.write(path, content)
  const commit = repository.commit(`${session} writes ${path}`)
  await keepSession(repository, shadow, commit, session)
  return commit
}
async function sessionsOf(commit: string): Promise<string[]> {
  return (await checkpointsOf(shadow, repository.env, commit)).map(({ session }) => session).sort()
}

describe('known failure: the link between commit and session is lost on amend, rebase, squash', {
  timeout: 120_000,
}, () => {
  it('is found again after an amend of the message, and of the files', async () => {
    await work('one', 'a.txt', 'a\n')
    repository.git('commit', '-q', '--amend', '-m', 'another message')
    expect(await sessionsOf(head())).toEqual(['one'])
    repository.write('a.txt', 'a, amended by hand\n')
    repository.git('commit', '-q', '-a', '--amend', '--no-edit')
    expect(await sessionsOf(head())).toEqual(['one'])
  })

  it('is found again after a rebase onto work that changed the same file elsewhere', async () => {
    const lines = Array.from({ length: 40 }, (_, at) => `line ${at}`)
    repository.write('long.txt', `${lines.join('\n')}\n`)
    repository.commit('long')
    repository.git('checkout', '-q', '-b', 'topic')
    await work('one', 'long.txt', `${lines.with(35, 'by one').join('\n')}\n`)
    await work('two', 'b.txt', 'b\n')
    repository.git('checkout', '-q', 'main')
    repository.write('long.txt', `${lines.with(2, 'by hand').join('\n')}\n`)
    repository.commit('by hand')
    repository.git('checkout', '-q', 'topic')
    repository.git('rebase', '-q', 'main')
    expect(await sessionsOf(head())).toEqual(['two'])
    expect(await sessionsOf(repository.git('rev-parse', 'HEAD~1').trim())).toEqual(['one'])
    expect(await sessionsOf(repository.git('rev-parse', 'main').trim())).toEqual([])
  })

  it('is found again after a rebase whose conflict was resolved, by what git tells its post-rewrite hook', async () => {
    repository.git('checkout', '-q', '-b', 'topic')
    const old = await work('one', 'base.txt', 'by one\n')
    repository.git('checkout', '-q', 'main')
    repository.write('base.txt', 'by hand\n')
    repository.commit('by hand')
    repository.git('checkout', '-q', 'topic')
    expect(() => repository.git('rebase', '-q', 'main')).toThrow()
    repository.write('base.txt', 'by both\n')
    repository.git('add', '-A')
    repository.git('-c', 'core.editor=true', 'rebase', '--continue')
    expect(await sessionsOf(head())).toEqual([])
    const rewrites = parseRewrites(`${old} ${head()}\n`)
    expect(await relinkCheckpoints(shadow, repository.env, { commits: [head()], rewrites })).toMatchObject([
      { session: 'one', reason: 'relinked', from: old },
    ])
    expect(await sessionsOf(head())).toEqual(['one'])
  })

  it.each(['merge --squash', 'reset --soft'])(
    'is found again after a squash by %s, with every session of it',
    async (how) => {
      repository.git('checkout', '-q', '-b', 'topic')
      await work('one', 'a.txt', 'a\n')
      await work('two', 'a.txt', 'a\nb\n')
      await work('three', 'c.txt', 'c\n')
      if (how === 'merge --squash') {
        repository.git('checkout', '-q', 'main')
        repository.write('other.txt', 'meanwhile\n')
        repository.commit('meanwhile')
        repository.git('merge', '-q', '--squash', 'topic')
      } else {
        repository.git('reset', '-q', '--soft', 'main')
      }
      repository.git('commit', '-q', '-m', 'squashed')
      expect(await sessionsOf(head())).toEqual(['one', 'three', 'two'])
      // Also when the branch and its commits are gone.
      if (how === 'merge --squash') repository.git('branch', '-q', '-D', 'topic')
      repository.git('reflog', 'expire', '--expire=now', '--all')
      repository.git('gc', '-q', '--prune=now')
      expect(await sessionsOf(head())).toEqual(['one', 'three', 'two'])
    },
  )

  it('is found again after a cherry-pick, with -x also when it had conflicts', async () => {
    repository.git('checkout', '-q', '-b', 'topic')
    const first = await work('one', 'a.txt', 'a\n')
    const second = await work('two', 'base.txt', 'by two\n')
    repository.git('checkout', '-q', 'main')
    repository.write('base.txt', 'by hand\n')
    repository.commit('by hand')
    repository.git('cherry-pick', first)
    expect(await sessionsOf(head())).toEqual(['one'])
    expect(() => repository.git('cherry-pick', '-x', second)).toThrow()
    repository.write('base.txt', 'both\n')
    repository.git('add', '-A')
    repository.git('-c', 'core.editor=true', 'cherry-pick', '--continue')
    expect(await sessionsOf(head())).toEqual(['two'])
  })

  it('is not made up: other work on the same file, a merge and a revert have no session', async () => {
    await work('one', 'a.txt', 'a\n')
    const one = head()
    repository.write('a.txt', 'something else\n')
    repository.commit('by hand')
    expect(await sessionsOf(head())).toEqual([])
    repository.git('revert', '--no-edit', 'HEAD')
    expect(await sessionsOf(head())).toEqual([])
    repository.git('checkout', '-q', '-b', 'side', one)
    repository.write('side.txt', 's\n')
    repository.commit('side')
    repository.git('merge', '-q', '--no-edit', 'main')
    expect(await sessionsOf(head())).toEqual([])
  })

  it('is written down by a relink, with the kept files, and stays away once it was taken away', async () => {
    await work('one', 'a.txt', 'a\n')
    repository.git('commit', '-q', '--amend', '-m', 'amended')
    expect(await relinkCheckpoints(shadow, repository.env, { dryRun: true })).toMatchObject([{ commit: head() }])
    expect(await listCommitCheckpoints(shadow)).toHaveLength(1)
    expect(await relinkCheckpoints(shadow, repository.env)).toMatchObject([{ commit: head(), session: 'one' }])
    expect(await relinkCheckpoints(shadow, repository.env)).toEqual([])
    const [found] = await checkpointsOf(shadow, repository.env, head())
    if (found === undefined) throw new Error('not found')
    expect((await readArtifacts(shadow, found)).get('prompts.txt')?.toString()).toBe('one was asked\n')
    await removeCheckpoints(shadow, [found])
    expect(await sessionsOf(head())).toEqual([])
    expect(await relinkCheckpoints(shadow, repository.env)).toEqual([])
    expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
  })
})
