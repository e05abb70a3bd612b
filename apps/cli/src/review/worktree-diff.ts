import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { compareTexts, type DiffFile } from '@ses/reviews'
import type { FoundDiff } from './found-diff.ts'
import { commitId, type LockedGit } from './locked-git.ts'

/** Larger files are taken for binary. */
const LARGEST = 2 * 1024 * 1024

interface Tracked {
  readonly mode: string
  readonly id: string
}

/**
 * The work tree against its commit, untracked files included, ignored ones not. Files are compared here and not by git, which would run the
 * filters that the checkout names. What ses keeps in `logs` is left out. Undefined where there is no repository.
 */
export async function worktreeDiff(git: LockedGit, logs: string): Promise<FoundDiff | undefined> {
  const root = (await git.ask(['rev-parse', '--show-toplevel']))?.toString('utf8').replace(/\r?\n$/, '')
  if (!root) return undefined
  const head = await commitId(git, 'HEAD')
  const tracked = new Map<string, Tracked>()
  const listed = head === undefined ? undefined : await git.ask(['ls-tree', '-r', '-z', '--full-tree', head])
  for (const entry of listed?.toString('utf8').split('\0') ?? []) {
    const [facts = '', path] = entry.split('\t')
    const [mode = '', type, id = ''] = facts.split(' ')
    if (path !== undefined && type === 'blob') tracked.set(path, { mode, id })
  }
  const own = `${relative(root, logs).replaceAll('\\', '/')}/`
  const added = [...(await paths(git, ['--others', '--exclude-standard'])), ...(await paths(git, ['--cached']))]
  const files: DiffFile[] = []
  for (const path of [...new Set([...tracked.keys(), ...added])].sort()) {
    if (path.startsWith(own)) continue
    const file = await compareFile(git, root, path, tracked.get(path))
    if (file !== undefined) files.push(file)
  }
  return {
    source: 'worktree',
    base: head ?? null,
    head: null,
    diff: { files },
    repositoryFiles: new Set([...tracked.keys(), ...added]),
  }
}

async function paths(git: LockedGit, options: readonly string[]): Promise<string[]> {
  const answer = await git.ask(['ls-files', '-z', '--full-name', ...options, ':/'])
  return answer?.toString('utf8').split('\0').filter(Boolean) ?? []
}

async function compareFile(
  git: LockedGit,
  root: string,
  path: string,
  tracked: Tracked | undefined,
): Promise<DiffFile | undefined> {
  const now = contentOf(join(root, path))
  if (now === 'other' || (now === undefined && tracked === undefined)) return undefined
  if (now !== undefined && tracked !== undefined && blobId(now.content, tracked.id.length) === tracked.id) {
    return sameMode(now.mode, tracked.mode)
      ? undefined
      : { path, status: 'modified', oldMode: tracked.mode, newMode: now.mode, binary: false, hunks: [] }
  }
  const before = tracked === undefined ? undefined : await git.ask(['cat-file', 'blob', tracked.id])
  const status = tracked === undefined ? 'added' : now === undefined ? 'deleted' : 'modified'
  const [old, next] = [textOf(before), textOf(now?.content)]
  if (old === undefined || next === undefined) return { path, status, binary: true, hunks: [] }
  // What git keeps for a file of another store (LFS) is no older version of it.
  if (old.startsWith('version https://git-lfs.')) return undefined
  const hunks = compareTexts(old, next, true)
  return hunks.length === 0 && status === 'modified' ? undefined : { path, status, binary: false, hunks }
}

interface FileNow {
  readonly mode: string
  readonly content: Buffer
}

/** `other`: a folder, a device or what may not be read. */
function contentOf(path: string): FileNow | 'other' | undefined {
  try {
    const stat = lstatSync(path)
    if (stat.isSymbolicLink()) return { mode: '120000', content: Buffer.from(readlinkSync(path)) }
    if (!stat.isFile()) return 'other'
    const mode = (stat.mode & 0o100) === 0 ? '100644' : '100755'
    return { mode, content: stat.size > LARGEST ? Buffer.alloc(1) : readFileSync(path) }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : 'other'
  }
}

/** Windows keeps no mode. */
function sameMode(now: string, tracked: string): boolean {
  return now === tracked || process.platform === 'win32'
}

function blobId(content: Buffer, length: number): string {
  const hash = createHash(length === 64 ? 'sha256' : 'sha1')
  return hash.update(`blob ${content.length}\0`).update(content).digest('hex')
}

/** Line ends as git keeps them; undefined for what is no text. */
function textOf(content: Buffer | undefined): string | undefined {
  if (content === undefined) return ''
  return content.subarray(0, 8000).includes(0) ? undefined : content.toString('utf8').replaceAll('\r\n', '\n')
}
