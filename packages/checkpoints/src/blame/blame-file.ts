import { lstatSync, readFileSync } from 'node:fs'
import { SesError } from '@ses/model'
import type { ObjectReader, PathCommit } from '../backend.ts'
import { absolutePath, type BytePath, shownPath } from '../byte-path.ts'
import { listSnapshots } from '../list-snapshots.ts'
import type { Shadow } from '../open-shadow.ts'
import { readHead } from '../read-head.ts'
import type { Snapshot } from '../snapshot.ts'
import { openTreeLookup, type TreeLookup } from '../tree-lookup.ts'
import { type AttributedText, lineKey, linesOf, type Run, type TextLines, wholeLine } from './attributed-text.ts'
import { type Author, authorKey, type BlamedLine } from './author.ts'
import { type Carried, carryAppeared, carryLines } from './carry-lines.ts'
import { findRenamed } from './find-renamed.ts'
import { createLinePool, type LinePool } from './line-pool.ts'
import { commitsMadeHere, type Making } from './made-here.ts'
import { commitLeaving, type PathStates, pathStates } from './path-states.ts'
import { type EditorOf, editorsOf, type RecordedEdit } from './recorded-edit.ts'
import { authorAfter, type WorkLine, workLines } from './work-line.ts'

/** Tells the authors of files of one repository; what is read once serves all questions. */
export interface Blame {
  /** Every line of the file, in the work tree or in a commit. Throws `not_found`, or `unreadable` for one that is no text. */
  readonly file: (path: BytePath, request?: BlameRequest) => Promise<BlamedLine[]>
  readonly close: () => Promise<void>
}

export interface BlameRequest {
  /** Id of a commit or snapshot; default: the file on the disk. */
  readonly commit?: string
  /** What agents recorded of this file, for times without snapshots. */
  readonly edits?: readonly RecordedEdit[]
}

/** Opens a repository for questions about authors. Nothing is written. */
export async function openBlame(shadow: Shadow): Promise<Blame> {
  const { repository, backend } = shadow
  const snapshots = (await listSnapshots(shadow)).reverse()
  const objects = backend.openObjects()
  const tips = [...new Set(snapshots.flatMap(({ head }) => head ?? []))]
  const lines = workLines(snapshots)
  const grounds: Grounds = {
    shadow,
    snapshots,
    lines,
    before: new Map(
      [...lines.values()].flatMap(({ places }) => places.slice(1).map((at, index) => [at, places[index] as number])),
    ),
    objects,
    entryAt: openTreeLookup(objects),
    made: commitsMadeHere(repository, snapshots),
    tips,
  }
  return {
    file: (path, request = {}) => blameFile(grounds, path, request),
    close: objects.close,
  }
}

interface Grounds {
  readonly shadow: Shadow
  /** The earliest first. */
  readonly snapshots: readonly Snapshot[]
  readonly lines: ReadonlyMap<string, WorkLine>
  /** The snapshot before in the same work tree. */
  readonly before: ReadonlyMap<number, number>
  readonly objects: ObjectReader
  readonly entryAt: TreeLookup
  readonly made: ReadonlyMap<string, Making>
  readonly tips: readonly string[]
}

/** A state of a file: in the n-th snapshot, or in a commit that changed it. */
type Place =
  | { readonly path: BytePath; readonly snapshot: number }
  | { readonly path: BytePath; readonly commit: string }

/** What a state is explained by. */
interface Explanation {
  readonly text: TextLines
  /** Earlier states. */
  readonly sources: readonly (Place | undefined)[]
  /** Which of them is nearest, so that the words of changed lines are taken from it. */
  readonly nearest: 'first' | 'last'
  /** Who wrote what no earlier state has. */
  readonly author: Author
  readonly order: number
  readonly path: BytePath
  /** Epoch milliseconds, between which recorded edits may explain lines. */
  readonly since: number
  readonly until: number
}

async function blameFile(grounds: Grounds, path: BytePath, request: BlameRequest): Promise<BlamedLine[]> {
  const { shadow, snapshots, objects, entryAt } = grounds
  const { repository, backend } = shadow
  const authors: Author[] = []
  const numbers = new Map<string, number>()
  const numberOf = (author: Author): number => {
    const key = authorKey(author)
    const known = numbers.get(key)
    if (known !== undefined) return known
    authors.push(author)
    numbers.set(key, authors.length - 1)
    return authors.length - 1
  }
  const tips = request.commit === undefined ? grounds.tips : [...grounds.tips, request.commit]
  const head = await readHead(repository, backend)
  const heads = head.commit === undefined ? tips : [...new Set([...tips, head.commit])]
  const known = new Map<BytePath, Promise<PathStates>>()
  const statesOf = (of: BytePath): Promise<PathStates> => {
    const states =
      known.get(of) ??
      pathStates({ snapshots, entryAt, made: grounds.made, history: (one) => backend.pathHistory(one, heads) }, of)
    known.set(of, states)
    return states
  }
  const texts = new Map<string, Promise<TextLines | undefined>>()
  const linesAt = (content: string): Promise<TextLines | undefined> => {
    const lines = texts.get(content) ?? objects.read(content).then((object) => textLines(object?.content))
    texts.set(content, lines)
    return lines
  }
  const editor = editorsOf(request.edits ?? [])
  const pools = new Map<BytePath, Promise<LinePool<Place>>>()
  const poolOf = (of: BytePath): Promise<LinePool<Place>> => {
    const pool = pools.get(of) ?? statesOf(of).then((states) => fillPool(states, grounds, linesAt))
    pools.set(of, pool)
    return pool
  }

  const told = new Map<string, Promise<AttributedText | undefined>>()
  const underway = new Set<string>()
  const textAt = async (place: Place): Promise<AttributedText | undefined> => {
    const first = await firstWithSameContent(place)
    const key = JSON.stringify(first)
    // Clocks that went backwards can make two states explain each other.
    if (underway.has(key)) return undefined
    let text = told.get(key)
    if (text === undefined) {
      underway.add(key)
      text = explainPlace(first).then((explanation) => (explanation === undefined ? undefined : explain(explanation)))
      told.set(key, text)
      await text
      underway.delete(key)
    }
    return text
  }

  /** Snapshots that changed nothing have nothing to tell. */
  const firstWithSameContent = async (place: Place): Promise<Place> => {
    if ('commit' in place) return place
    const { held } = await statesOf(place.path)
    let at = place.snapshot
    for (;;) {
      const before = grounds.before.get(at)
      if (before === undefined || held[before] === undefined || held[before] !== held[at]) break
      at = before
    }
    return { path: place.path, snapshot: at }
  }

  const explainPlace = async (place: Place): Promise<Explanation | undefined> => {
    const states = await statesOf(place.path)
    if ('commit' in place) return explainCommit(states, place.commit)
    const content = states.held[place.snapshot]
    const text = content === undefined ? undefined : await linesAt(content)
    const snapshot = snapshots[place.snapshot]
    if (text === undefined || snapshot === undefined) return undefined
    const { path } = place
    const before = grounds.before.get(place.snapshot)
    return explainTree(path, text, snapshot, before, place.snapshot + 0.5)
  }

  /** A state of a work tree, after the snapshot before. */
  const explainTree = async (
    path: BytePath,
    text: TextLines,
    now: { readonly tree?: string; readonly head?: string; readonly at: number; readonly worktree: string },
    before: number | undefined,
    order: number,
  ): Promise<Explanation> => {
    const states = await statesOf(path)
    const previous = before === undefined ? undefined : snapshots[before]
    const sources: (Place | undefined)[] = []
    if (before !== undefined && previous !== undefined) {
      if (states.held[before] !== undefined) sources.push({ path, snapshot: before })
      else if (now.tree !== undefined) {
        const old = await findRenamed(backend, objects, previous.tree, now.tree, path)
        if (old !== undefined) sources.push({ path: old, snapshot: before })
      }
    }
    if (now.head !== undefined && now.head !== previous?.head) sources.push(await headPlace(path, now.head, order))
    const line = grounds.lines.get(now.worktree)
    const author: Author =
      before === undefined || line === undefined
        ? { kind: 'unknown', candidates: [] }
        : authorAfter(snapshots, line, line.places.indexOf(before))
    return { text, sources, nearest: 'first', author, order, path, since: previous?.at ?? 0, until: now.at }
  }

  const headPlace = async (path: BytePath, head: string, order: number): Promise<Place | undefined> => {
    const states = await statesOf(path)
    const tree = states.commits.has(head) ? undefined : treeOf(await objects.read(head))
    const entry = tree === undefined ? undefined : await entryAt(tree, path)
    const commit = commitLeaving(states, head, entry?.id, order)
    return commit === undefined ? undefined : { path, commit }
  }

  const explainCommit = async (states: PathStates, id: string): Promise<Explanation | undefined> => {
    const state = states.commits.get(id)
    const text = state?.content === undefined ? undefined : await linesAt(state.content)
    if (state === undefined || text === undefined) return undefined
    const { path } = states
    const { commit, slot } = state
    const parents: Place[] = commit.parents.flatMap((parent) =>
      states.commits.get(parent)?.content === undefined ? [] : [{ path, commit: parent }],
    )
    if (parents.length === 0) {
      const old = await renamedInto(path, commit)
      if (old !== undefined) parents.push(old)
    }
    const making = grounds.made.get(id)
    const near = snapshotsBefore(grounds, slot, making?.worktree).filter((at) => states.held[at] !== undefined)
    const ownLine = making === undefined ? undefined : grounds.lines.get(making.worktree)
    const last = ownLine?.places.filter((at) => at < slot).length ?? 0
    const author: Author =
      making?.how === 'written' && ownLine !== undefined && last > 0
        ? authorAfter(snapshots, ownLine, last - 1)
        : unknownCommit(commit)
    const taken = near.map((snapshot): Place => ({ path, snapshot }))
    return {
      text,
      // The work tree as it was is nearer to the commit than its parent, but only a part of it may have been committed.
      sources: [...parents, ...taken],
      nearest: 'last',
      author: author.kind === 'unknown' ? { ...unknownCommit(commit), candidates: author.candidates } : author,
      order: orderOf(grounds, id, slot),
      path,
      since: 0,
      until: commit.committedAt + 999,
    }
  }

  const renamedInto = async (path: BytePath, commit: PathCommit): Promise<Place | undefined> => {
    const text = (await objects.read(commit.id))?.content.toString('utf8') ?? ''
    const parent = /^parent ([0-9a-f]+)$/m.exec(text.slice(0, text.indexOf('\n\n')))?.[1]
    const tree = parent === undefined ? undefined : treeOf(await objects.read(parent))
    if (parent === undefined || tree === undefined) return undefined
    const old = await findRenamed(backend, objects, tree, commit.tree, path)
    return old === undefined ? undefined : headPlace(old, parent, Number.POSITIVE_INFINITY)
  }

  const explain = async (explanation: Explanation): Promise<AttributedText> => {
    const { text: to, sources, nearest, author, order, path } = explanation
    const { lines, keys } = to
    let carried: Carried = lines.map(() => undefined)
    const texts: AttributedText[] = []
    for (const source of sources) {
      const text = source === undefined ? undefined : await textAt(source)
      if (text === undefined) continue
      texts.push(text)
      carried = carryLines(text, to, carried, null)
      if (!carried.includes(undefined)) break
    }
    if (carried.includes(undefined)) {
      const left = keys.filter((_, at) => carried[at] === undefined)
      for (const { place } of (await poolOf(path)).find(left, order)) {
        const text = await textAt(place)
        if (text !== undefined) carried = carryAppeared(text, to, carried)
        if (!carried.includes(undefined)) break
      }
    }
    const claim = (line: string): number => numberOf(claimedBy(line, explanation, editor))
    for (const text of nearest === 'first' ? texts : texts.reverse()) {
      if (!carried.includes(undefined)) break
      carried = carryLines(text, to, carried, numberOf(author))
    }
    return {
      lines,
      keys,
      runs: carried.map((runs, at) => runs ?? wholeLine(lines[at] as string, claim(lines[at] as string))),
    }
  }

  try {
    const text = await finalText()
    return text.lines.map((line, at) => blamedLine(at + 1, line, text.runs[at] ?? [], authors))
  } finally {
    told.clear()
  }

  async function finalText(): Promise<AttributedText> {
    if (request.commit === undefined) {
      const text = textLines(readWorkTree(repository.workTree, path))
      if (text === undefined) throw noText(path)
      const line = grounds.lines.get(repository.worktree)
      const now = {
        at: shadow.now(),
        worktree: repository.worktree,
        ...(head.commit === undefined ? {} : { head: head.commit }),
      }
      return explain(await explainTree(path, text, now, line?.places.at(-1), Number.MAX_SAFE_INTEGER))
    }
    const snapshot = snapshots.findIndex(({ id }) => id === request.commit)
    const tree = treeOf(await objects.read(request.commit))
    const entry = tree === undefined ? undefined : await entryAt(tree, path)
    if (entry === undefined) throw notThere(path)
    if ((await linesAt(entry.id)) === undefined) throw noText(path)
    const place = snapshot >= 0 ? { path, snapshot } : await headPlace(path, request.commit, Number.POSITIVE_INFINITY)
    const text = place === undefined ? undefined : await textAt(place)
    if (text === undefined) throw notThere(path)
    return text
  }
}

/** What an agent recorded is asked where no snapshot tells, and where nobody is known to have been at work. */
function claimedBy(line: string, { author, since, until }: Explanation, editor: EditorOf): Author {
  if (author.kind === 'agent') return author
  return editor(line, since, until, author.kind === 'unknown' ? author.candidates : []) ?? author
}

function unknownCommit({ id, author }: PathCommit): Extract<Author, { kind: 'unknown' }> {
  return { kind: 'unknown', candidates: [], commit: id, ...(author === '' ? {} : { commitAuthor: author }) }
}

/** Snapshots stand at halves, the commits between two of them before that, in the order in which they were made. */
function orderOf({ made }: Grounds, commit: string, slot: number): number {
  return slot + 0.4 * (made.get(commit)?.rank ?? 0)
}

/** The last snapshot of each work tree before a moment, those of the given one first. */
function snapshotsBefore({ lines }: Grounds, slot: number, first: string | undefined): number[] {
  const found = [...lines.values()].flatMap(({ worktree, places }) => {
    const at = places.findLast((one) => one < slot)
    return at === undefined ? [] : [{ worktree, at }]
  })
  return found
    .sort((a, b) => Number(b.worktree === first) - Number(a.worktree === first) || b.at - a.at)
    .map(({ at }) => at)
}

async function fillPool(
  { path, held, commits }: PathStates,
  grounds: Grounds,
  linesAt: (content: string) => Promise<TextLines | undefined>,
): Promise<LinePool<Place>> {
  const pool = createLinePool<Place>()
  const sets = new Map<string, ReadonlySet<string>>()
  const keysIn = async (content: string | undefined): Promise<readonly string[]> =>
    (content === undefined ? undefined : await linesAt(content))?.keys ?? []
  const setOf = async (content: string | undefined): Promise<ReadonlySet<string>> => {
    const known = sets.get(content ?? '') ?? new Set(await keysIn(content))
    sets.set(content ?? '', known)
    return known
  }
  for (let at = 0; at < held.length; at++) {
    const before = grounds.before.get(at)
    const earlier = before === undefined ? undefined : held[before]
    if (held[at] === undefined || held[at] === earlier) continue
    pool.add({ place: { path, snapshot: at }, order: at + 0.5 }, await keysIn(held[at]), await setOf(earlier))
  }
  for (const { commit, content, slot } of commits.values()) {
    const [parent] = commit.parents
    const earlier = await setOf(parent === undefined ? undefined : commits.get(parent)?.content)
    const place = { path, commit: commit.id }
    pool.add({ place, order: orderOf(grounds, commit.id, slot) }, await keysIn(content), earlier)
  }
  return pool
}

function blamedLine(line: number, text: string, runs: readonly Run[], authors: readonly Author[]): BlamedLine {
  const sums = new Map<number, number>()
  for (const { author, length } of runs) sums.set(author, (sums.get(author) ?? 0) + length)
  const shares = [...sums]
    .sort(([, a], [, b]) => b - a)
    .map(([author, characters]) => ({ author: authors[author] as Author, characters }))
  const kinds = new Set(shares.map(({ author }) => author.kind))
  return { line, text, kind: kinds.size === 1 ? (shares[0]?.author.kind ?? 'unknown') : 'mixed', shares }
}

/** Undefined: it is no text. */
function textLines(content: Buffer | undefined): TextLines | undefined {
  if (content === undefined || content.subarray(0, 8000).includes(0)) return undefined
  const lines = linesOf(content.toString('utf8'))
  return { lines, keys: lines.map(lineKey) }
}

function readWorkTree(workTree: string, path: BytePath): Buffer {
  const at = absolutePath(workTree, path)
  const stat = lstatSync(at, { throwIfNoEntry: false })
  if (stat?.isFile() !== true) throw notThere(path)
  try {
    return readFileSync(at)
  } catch (cause) {
    throw new SesError('unreadable', shownPath(path), { data: { path: shownPath(path) }, cause })
  }
}

function treeOf(object: { readonly type: string; readonly content: Buffer } | undefined): string | undefined {
  return object?.type === 'commit' ? /^tree ([0-9a-f]+)/.exec(object.content.toString('latin1', 0, 80))?.[1] : undefined
}

function notThere(path: BytePath): SesError {
  return new SesError('not_found', `${shownPath(path)} is no file there`, { data: { path: shownPath(path) } })
}

function noText(path: BytePath): SesError {
  return new SesError('unreadable', `${shownPath(path)} is no text`, { data: { path: shownPath(path) } })
}
