import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { SesError } from '@ses/model'
import type { InstalledFile } from '@ses/schema'
import { makeFolder } from '@ses/store'
import { gitEnvironmentOf } from '../commit/git-environment.ts'
import type { Context } from '../context.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import {
  BEFORE,
  COMMIT_HOOKS,
  HOOK_MARK,
  type HookStart,
  hasBlock,
  hookScript,
  SHARED_LINE,
  withBlock,
  withoutBlock,
} from './commit-hook-scripts.ts'
import { runningSes } from './install-places.ts'

/** What was done about git's hooks. */
export interface CommitHooks {
  readonly files: readonly InstalledFile[]
  readonly notes: readonly string[]
}

/** In the log folder: there when checkpoints and snapshots are to be taken. */
const MARKER = '.checkpoint'

/** Where a repository's commit hook belongs. */
type Place =
  | { readonly kind: 'own'; readonly folder: string }
  | { readonly kind: 'shared'; readonly path: string; readonly start: string }
  | { readonly kind: 'lefthook'; readonly path: string }
  | { readonly kind: 'elsewhere'; readonly folder: string }

/** Has a checkpoint taken after each commit. Hooks that are there run as before. Throws `not_a_repository`. */
export async function enableCommitHooks(context: Context, dryRun: boolean): Promise<CommitHooks> {
  const place = await findPlace(context)
  const done = enableAt(place, startOf(), dryRun)
  if (!dryRun) {
    makeFolder(context.store)
    writeFileSync(join(context.store.directory, MARKER), '', { mode: 0o600 })
  }
  return done
}

/** Takes it back: every file is byte for byte what it was, unless somebody changed it since. */
export async function disableCommitHooks(context: Context, dryRun: boolean): Promise<CommitHooks> {
  if (!dryRun) rmSync(join(context.store.directory, MARKER), { force: true })
  try {
    return disableAt(await findPlace(context), dryRun)
  } catch (error) {
    if (error instanceof SesError && error.code === 'not_a_repository') return { files: [], notes: [] }
    throw error
  }
}

function enableAt(place: Place, start: HookStart, dryRun: boolean): CommitHooks {
  switch (place.kind) {
    case 'own':
      return {
        files: COMMIT_HOOKS.map((name) => putHook(join(place.folder, name), hookScript(start), dryRun)),
        notes: [],
      }
    case 'shared':
      return { files: [addBlock(place.path, SHARED_LINE, place.start, dryRun)], notes: [] }
    case 'lefthook': {
      const text = readIfAny(place.path) ?? ''
      if (/^post-commit:/m.test(withoutBlock(text))) {
        const note = `${place.path} has a post-commit of its own: add the command \`ses checkpoints after-commit &\` to it.`
        return { files: [], notes: [note] }
      }
      const yaml = `post-commit:\n  commands:\n    ses-checkpoints:\n      run: ${SHARED_LINE}`
      return { files: [addBlock(place.path, yaml, '', dryRun)], notes: ['`lefthook install` makes lefthook run it.'] }
    }
    case 'elsewhere': {
      const note = `The hooks of this repository lie in ${place.folder}, which others may share: add to post-commit there: ${SHARED_LINE}`
      return { files: [], notes: [note] }
    }
  }
}

function disableAt(place: Place, dryRun: boolean): CommitHooks {
  if (place.kind === 'elsewhere') return { files: [], notes: [] }
  if (place.kind !== 'own') {
    const start = place.kind === 'shared' ? place.start : ''
    const file = takeBlock(place.path, start, dryRun)
    return { files: file === undefined ? [] : [file], notes: [] }
  }
  return { files: COMMIT_HOOKS.flatMap((name) => takeHook(join(place.folder, name), dryRun) ?? []), notes: [] }
}

/** Puts our hook in place of one that is there, which is kept beside it. */
function putHook(path: string, script: string, dryRun: boolean): InstalledFile {
  const there = readIfAny(path)
  if (there === script) return { path, action: 'unchanged', backup: null }
  const isOurs = there?.includes(HOOK_MARK) === true
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
  const before = path + BEFORE
  const isTheirs = (there !== undefined || isLink) && !isOurs
  if (isTheirs && existsSync(before)) {
    throw new SesError(
      'unsafe',
      `${path} was replaced by another tool, and ${before} is what was there before: remove one`,
    )
  }
  if (!dryRun) {
    mkdirSync(dirname(path), { recursive: true })
    const temporary = `${path}.${crypto.randomUUID()}.tmp`
    writeFileSync(temporary, script, { mode: 0o755 })
    chmodSync(temporary, 0o755)
    if (isTheirs) renameSync(path, before)
    renameSync(temporary, path)
  }
  const action = there === undefined && !isLink ? 'created' : 'changed'
  return { path, action, backup: isTheirs ? before : null }
}

function takeHook(path: string, dryRun: boolean): InstalledFile | undefined {
  if (readIfAny(path)?.includes(HOOK_MARK) !== true) return undefined
  const before = path + BEFORE
  const isKept = lstatSync(before, { throwIfNoEntry: false }) !== undefined
  if (!dryRun) {
    if (isKept) renameSync(before, path)
    else rmSync(path)
  }
  return { path, action: isKept ? 'restored' : 'deleted', backup: null }
}

function addBlock(path: string, block: string, start: string, dryRun: boolean): InstalledFile {
  const there = readIfAny(path)
  const text = withBlock(withoutBlock(there ?? start), block)
  if (text === there) return { path, action: 'unchanged', backup: null }
  if (!dryRun) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    if (there === undefined && start !== '') chmodSync(path, 0o755)
  }
  return { path, action: there === undefined ? 'created' : 'changed', backup: null }
}

function takeBlock(path: string, start: string, dryRun: boolean): InstalledFile | undefined {
  const there = readIfAny(path)
  if (there === undefined || !hasBlock(there)) return undefined
  const text = withoutBlock(there)
  const isGone = text === start
  if (!dryRun) {
    if (isGone) rmSync(path)
    else writeFileSync(path, text)
  }
  return { path, action: isGone ? 'deleted' : 'restored', backup: null }
}

const LEFTHOOK = ['lefthook', '.lefthook'].flatMap((name) =>
  ['yml', 'yaml', 'toml', 'json'].map((type) => `${name}.${type}`),
)

async function findPlace(context: Context): Promise<Place> {
  const { repository } = await openProjectShadow(context)
  const { workTree, commonDir } = repository
  const told = hooksPath(context, workTree)
  const folder = told === undefined ? join(commonDir, 'hooks') : resolve(workTree, told)
  if (LEFTHOOK.some((name) => existsSync(join(workTree, name)))) {
    return { kind: 'lefthook', path: join(workTree, 'lefthook-local.yml') }
  }
  if (isIn(folder, commonDir)) return { kind: 'own', folder }
  if (!isIn(folder, workTree)) return { kind: 'elsewhere', folder }
  const below = relative(workTree, folder).split(sep)
  // husky's own hooks lie in `_` and start those of the user, which need no first line.
  return below.at(-1) === '_'
    ? { kind: 'shared', path: join(dirname(folder), 'post-commit'), start: '' }
    : { kind: 'shared', path: join(folder, 'post-commit'), start: '#!/bin/sh\n' }
}

/** What git says of `core.hooksPath`; undefined: nothing, or there is no git. */
function hooksPath(context: Context, cwd: string): string | undefined {
  try {
    const env = gitEnvironmentOf(context) as NodeJS.ProcessEnv
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore']
    const told = execFileSync('git', ['config', '--type=path', '--get', 'core.hooksPath'], { cwd, env, stdio })
    return told.toString('utf8').replace(/\n$/, '') || undefined
  } catch {
    return undefined
  }
}

function startOf(): HookStart {
  const { node, bin } = runningSes()
  const isKept = existsSync(bin) && !/[\\/]_npx[\\/]/.test(bin)
  return isKept ? { paths: { node, bin } } : {}
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep)
}

function readIfAny(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw error
  }
}
