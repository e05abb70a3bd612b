import { linkSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BackendPlace, Capture, CaptureRequest } from '../../backend.ts'
import { absolutePath, type BytePath, bytePath } from '../../byte-path.ts'
import { entryAt } from '../../entry-at.ts'
import type { LeftOut } from '../../snapshot.ts'
import { NESTED, type TreeChange } from '../../tree-change.ts'
import type { DiffTrees } from './diff-trees.ts'
import type { PrivateDirectory } from './private-directory.ts'
import { readRefs } from './refs.ts'
import { gitFailed, runGit } from './run-git.ts'
import { userFiles } from './user-index.ts'

/** What the private index was left at: the tree it holds, and the ref that keeps the objects of that tree alive. */
interface Base {
  readonly ref: string
  readonly commit: string
  readonly tree: string
  /** Of the user's index and of the ignore rules outside the work tree. */
  readonly seen: string
  /** Nested repositories in the tree. */
  readonly nested: readonly BytePath[]
}

/**
 * Writes the tree with a private index that stays between captures, so that only files whose stat changed are read. It is trusted only
 * while its base ref stands where it stood: otherwise its objects may have been collected.
 */
export async function captureTree(
  place: BackendPlace,
  directory: PrivateDirectory,
  diffTrees: DiffTrees,
  request: CaptureRequest,
): Promise<Capture> {
  removeLeftovers(directory.path)
  const base = await trustedBase(place, directory)
  const index = join(directory.path, `index.${crypto.randomUUID()}`)
  const work = { place, directory, index }
  const usable = base !== undefined && linkIfPossible(join(directory.path, 'index'), index) ? base : undefined
  place.onStep('capture: index')
  const { leftOut, afresh } = await addAll(work, request, usable?.nested)
  place.onStep('capture: added')
  const before = afresh ? undefined : usable
  const seen = seenNow(place, directory)
  if (before?.seen !== seen) await reconcile(work, request)
  let tree = await writeTree(work)
  let changes = before === undefined ? [] : await diffTrees(before.tree, tree)
  if (before?.seen === seen && changes.some(({ path }) => path === '.gitignore' || path.endsWith('/.gitignore'))) {
    await reconcile(work, request)
    tree = await writeTree(work)
    changes = await diffTrees(before.tree, tree)
  }
  const nested = before === undefined ? await nestedIn(work) : nestedAfter(before.nested, changes)
  place.onStep('capture: tree')
  return {
    tree,
    leftOut,
    settle: async (ref, commit) => {
      const kept = join(directory.path, 'index')
      const described = join(directory.path, 'base.json')
      // Never may the old description stand beside the new index.
      rmSync(described, { force: true })
      place.onStep('settle: begin')
      renameSync(index, kept)
      // Two names of one file stay two after a rename.
      rmSync(index, { force: true })
      place.onStep('settle: index')
      const next: Base = { ref, commit, tree, seen, nested }
      const temporary = join(directory.path, `base.${crypto.randomUUID()}`)
      writeFileSync(temporary, JSON.stringify(next), { mode: 0o600 })
      renameSync(temporary, described)
    },
  }
}

interface Work {
  readonly place: BackendPlace
  readonly directory: PrivateDirectory
  readonly index: string
}

/** Of captures that were killed. The lock says that nobody else is at work. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/^(?:index|base)\..+/.test(name) && name !== 'base.json') rmSync(join(folder, name), { force: true })
  }
}

async function trustedBase(place: BackendPlace, directory: PrivateDirectory): Promise<Base | undefined> {
  try {
    statSync(join(directory.path, 'index'))
    const base = JSON.parse(readFileSync(join(directory.path, 'base.json'), 'utf8')) as Base
    const [held] = await readRefs(place, directory.plain, [base.ref])
    return held?.commit === base.commit ? base : undefined
  } catch {
    return undefined
  }
}

/**
 * A second name keeps the time of the index, by which git knows which files may have changed within the same tick; a copy would not. Where
 * there are no second names every file is read again.
 */
function linkIfPossible(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch {
    return false
  }
}

interface Added {
  readonly leftOut: readonly LeftOut[]
  /** The index had to be made anew. */
  readonly afresh: boolean
}

/** `nested`: the nested repositories in the index; absent: there is no index yet. */
async function addAll(work: Work, request: CaptureRequest, nested: readonly BytePath[] | undefined): Promise<Added> {
  if (nested !== undefined) {
    try {
      return { leftOut: await addTo(work, request, nested), afresh: false }
    } catch {
      // An index that git cannot read any more is only a cache.
      rmSync(work.index, { force: true })
    }
  }
  return { leftOut: await addTo(work, request, []), afresh: true }
}

async function addTo(work: Work, request: CaptureRequest, nested: readonly BytePath[]): Promise<LeftOut[]> {
  const { workTree } = work.place.repository
  const large = request.maxFileBytes === undefined ? [] : await tooLarge(work, request.maxFileBytes)
  // For a nested repository in the index `git add` would run `git status` in there, under that repository's config.
  const still = nested.filter((path) => isRepository(workTree, path))
  const over = nested.filter((path) => !still.includes(path))
  const excluded = [...large, ...still]
  await forceRemove(work, [...large, ...over])
  const args = ['add', '-A', '--ignore-errors']
  if (excluded.length > 0) args.push('--pathspec-from-file=-', '--pathspec-file-nul')
  const specs = excluded.length === 0 ? [] : [':/', ...excluded.map((path) => `:(top,exclude,literal)${path}`)]
  const output = await inWorkTree(work, args, listed(specs), [1, 128])
  const unreadable = unreadablePaths(output.stderr)
  if (output.exit === 128 || (output.exit === 1 && unreadable.length === 0)) throw gitFailed(args, output)
  await forceRemove(work, unreadable)
  if (still.length > 0) await inWorkTree(work, ['update-index', '-z', '--add', '--stdin'], listed(still))
  return [
    ...large.map((path) => ({ path, reason: 'too-large' as const })),
    ...unreadable.map((path) => ({ path, reason: 'unreadable' as const })),
  ]
}

async function forceRemove(work: Work, paths: readonly BytePath[]): Promise<void> {
  if (paths.length > 0) await inWorkTree(work, ['update-index', '-z', '--force-remove', '--stdin'], listed(paths))
}

function isRepository(workTree: string, path: BytePath): boolean {
  return entryAt(workTree, path)?.isDirectory() === true && entryAt(workTree, `${path}/.git`) !== undefined
}

async function nestedIn(work: Work): Promise<BytePath[]> {
  const { stdout } = await inWorkTree(work, ['ls-files', '-z', '--stage'])
  return split(stdout).flatMap((line) => (line.startsWith(NESTED) ? [line.slice(line.indexOf('\t') + 1)] : []))
}

function nestedAfter(before: readonly BytePath[], changes: readonly TreeChange[]): BytePath[] {
  const nested = new Set(before)
  for (const { path, to } of changes) {
    if (to?.mode === NESTED) nested.add(path)
    else nested.delete(path)
  }
  return [...nested]
}

/** Files that would be hashed and are above the limit. */
async function tooLarge(work: Work, limit: number): Promise<BytePath[]> {
  const { stdout } = await inWorkTree(work, ['ls-files', '-z', '--others', '--modified', '--exclude-standard'])
  return split(stdout).filter((path) => {
    const stat = lstatSync(absolutePath(work.place.repository.workTree, path), { throwIfNoEntry: false })
    return stat?.isFile() === true && stat.size > limit
  })
}

function unreadablePaths(stderr: string): BytePath[] {
  const paths = [
    ...stderr.matchAll(
      /^error: (?:open\("(.+)"\): |unable to (?:index file|add) '(.+)'|'(.+?)\/?' does not have a commit)/gm,
    ),
  ]
  const named = paths.flatMap(([, opened, indexed, nested]) => opened ?? indexed ?? nested ?? [])
  return [...new Set(named)].map(bytePath)
}

async function writeTree(work: Work): Promise<string> {
  const { stdout } = await inWorkTree(work, ['write-tree'])
  return stdout.toString('latin1').trim()
}

/**
 * Puts right what `add -A` cannot know: files that the user tracks although a rule ignores them belong to the tree, files that a new
 * rule ignores do not, and what a sparse checkout leaves away stays as it is in the user's index.
 */
async function reconcile(work: Work, request: CaptureRequest): Promise<void> {
  const users = await userFiles(work.place, work.directory)
  const { stdout } = await inWorkTree(work, ['ls-files', '-z', '--cached', '--ignored', '--exclude-standard'])
  const own = split(stdout)
  const tracked = new Set(users.ignored)
  const known = new Set(own)
  const limit = request.maxFileBytes ?? Number.POSITIVE_INFINITY
  const missing = users.ignored.filter(
    (path) => !known.has(path) && isPlain(work.place.repository.workTree, path, limit),
  )
  const dropped = own.filter((path) => !tracked.has(path))
  await forceRemove(work, dropped)
  if (missing.length > 0) await inWorkTree(work, ['update-index', '-z', '--add', '--stdin'], listed(missing))
  if (users.sparse.length > 0) {
    const lines = users.sparse.map(({ path, mode, id }) => `${mode} ${id} 0\t${path}`)
    await inWorkTree(work, ['update-index', '-z', '--index-info'], listed(lines))
    const paths = users.sparse.map(({ path }) => path)
    await inWorkTree(work, ['update-index', '-z', '--skip-worktree', '--stdin'], listed(paths))
  }
}

/** A file or link that lies in real folders. */
function isPlain(root: string, path: BytePath, limit: number): boolean {
  const stat = entryAt(root, path)
  return stat !== undefined && (stat.isSymbolicLink() || (stat.isFile() && stat.size <= limit))
}

/** The state of what `reconcile` looks at besides the `.gitignore` files of the tree. */
function seenNow({ repository }: BackendPlace, { excludes }: PrivateDirectory): string {
  const stat = statSync(join(repository.gitDir, 'index'), { throwIfNoEntry: false, bigint: true })
  const index = stat === undefined ? 'none' : `${stat.mtimeNs} ${stat.size} ${stat.ino}`
  return `${index} ${excludes}`
}

function inWorkTree(
  { place, directory, index }: Work,
  args: readonly string[],
  input: string | Uint8Array = '',
  answers: readonly number[] = [],
): ReturnType<typeof runGit> {
  const env = { ...directory.env, GIT_INDEX_FILE: index }
  return runGit(['-C', place.repository.workTree, ...args], { cwd: directory.path, env, input, answers })
}

function split(output: Buffer): BytePath[] {
  return output.toString('latin1').split('\0').filter(Boolean)
}

function listed(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\0`).join(''), 'latin1')
}
