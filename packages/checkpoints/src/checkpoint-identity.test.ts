import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRepository, type TestRepository } from './fixtures/test-repository.ts'
import { rewind, undoRewind } from './rewind.ts'
import { takeSnapshot } from './take-snapshot.ts'

const names = [
  'a',
  'b',
  'A',
  'a b',
  'é',
  'x\ny',
  '"q"',
  '-dash',
  'ünï',
  '.dot',
  'a.txt',
  ':(top)',
  '*',
  '\\',
  '#c',
  '!n',
  ' lead',
  'trail ',
]
const name = fc.constantFrom(...names)
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
const content = fc.oneof(
  fc.constantFrom('', '\n', 'one\n', 'one\r\ntwo\r\n', 'no end', '<<<<<<< x\n'),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
)
const edit = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('write' as const), path, content, runnable: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), path }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('link' as const),
      path,
      to: fc.constantFrom('a', '..', '/etc', 'nowhere', 'a/b'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('git' as const),
      verb: fc.constantFrom('add', 'commit', 'unstage', 'gc'),
    }),
  },
)
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

/** Does an edit, making room where something else is in the way. Never goes through a link. */
function apply(repository: TestRepository, one: Edit): void {
  if (one.kind === 'git') {
    if (one.verb === 'add') repository.git('add', '-A')
    if (one.verb === 'commit') repository.commit('c')
    if (one.verb === 'unstage') repository.git('rm', '-rq', '--cached', '--ignore-unmatch', '.')
    if (one.verb === 'gc') repository.git('gc', '-q', '--prune=now')
    return
  }
  const at = repository.path(one.path)
  const parts = one.path.split('/')
  for (let depth = 1; depth < parts.length; depth++) {
    const folder = repository.path(...parts.slice(0, depth))
    if (!isFolder(folder)) rmSync(folder, { force: true })
    mkdirSync(folder, { recursive: true })
  }
  rmSync(at, { recursive: true, force: true })
  if (one.kind === 'write') {
    writeFileSync(at, one.content)
    chmodSync(at, one.runnable ? 0o755 : 0o644)
  } else if (one.kind === 'link') {
    symlinkSync(one.to, at)
  } else if (readdirSync(dirname(at)).length === 0 && dirname(at) !== repository.root) {
    rmSync(dirname(at), { recursive: true })
  }
}

function isFolder(at: string): boolean {
  const entry = readdirSync(dirname(at), { withFileTypes: true }).find(({ name: own }) => join(dirname(at), own) === at)
  return entry?.isDirectory() === true && statSync(at).isDirectory()
}

const RUNS = Math.min(200, Number(process.env['SES_FUZZ'] ?? 0)) || 8

describe('checkpoint and rewind', { timeout: 300_000 }, () => {
  it.each([
    ['git', RUNS],
    ['portable', RUNS],
  ] as const)('are the identity on the work tree: bytes, modes, links, untracked files (%s)', async (backend, runs) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { maxLength: 12 }),
        fc.array(edit, { minLength: 1, maxLength: 10 }),
        async (before, after) => {
          const repository = createRepository()
          try {
            repository.write('.gitignore', 'A\n')
            for (const one of before) apply(repository, one)
            const shadow = await repository.shadow({ backend })
            const { snapshot } = await takeSnapshot(shadow, { session: 's', kind: 'prompt', turn: 1 })
            const was = seen(repository)
            for (const one of after) apply(repository, one)
            await takeSnapshot(shadow, { session: 's', kind: 'turn-end', turn: 1 })
            const became = repository.files()
            const state = { ...repository.state(), status: '' }
            const done = await rewind(shadow, { target: snapshot }).catch((error: { code: string }) => error.code)
            // An ignored file that is no longer tracked stands in the way: nothing may have happened.
            if (done === 'unsafe') {
              expect(repository.files()).toEqual(became)
              return
            }
            expect(seen(repository)).toEqual(kept(was, repository))
            expect(done).toMatchObject({ kept: [], foreign: [] })
            if (typeof done === 'object' && 'applied' in done && done.applied) await undoRewind(shadow, {})
            expect(repository.files()).toEqual(became)
            expect({ ...repository.state(), status: '' }).toEqual(state)
            expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
          } finally {
            repository.destroy()
          }
        },
      ),
      { numRuns: runs, endOnFailure: false },
    )
  })
})

/** Files that are not ignored, or tracked. */
function seen(repository: TestRepository): Record<string, string> {
  const ignored = ignoredOf(repository)
  return Object.fromEntries(Object.entries(repository.files()).filter(([file]) => !ignored.has(file)))
}

/** What is ignored now is left as it is, so it cannot be compared. */
function kept(was: Record<string, string>, repository: TestRepository): Record<string, string> {
  const ignored = ignoredOf(repository)
  return Object.fromEntries(Object.entries(was).filter(([file]) => !ignored.has(file)))
}

function ignoredOf(repository: TestRepository): Set<string> {
  const listed = repository.git('ls-files', '-z', '--others', '--ignored', '--exclude-standard')
  return new Set(listed.split('\0').map((file) => Buffer.from(file).toString('latin1')))
}
