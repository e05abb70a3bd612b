import { isAbsolute, relative, resolve } from 'node:path'
import {
  authorKey,
  type BlamedLine,
  type BytePath,
  bytePath,
  openBlame,
  resolveCommit,
  type Shadow,
  shownPath,
  summariseRange,
} from '@ses/checkpoints'
import { SesError } from '@ses/model'
import type { BlameAuthor, BlameDocument } from '@ses/schema'
import { createMasker } from '@ses/secrets'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { ensureMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import { blameAuthor } from './blame-author.ts'
import { blameLines } from './blame-lines.ts'
import { fileWords } from './line-words.ts'
import { recordedEdits } from './recorded-edits.ts'
import { summaryDocument } from './summary-document.ts'
import { summaryLines } from './summary-lines.ts'

/** Tells who wrote a file, a line, or what a range of commits added. */
export async function runBlame(context: Context, input: Input): Promise<number> {
  const [typed] = input.words
  const range = input.text('summary')
  if ((typed === undefined) === (range === undefined)) {
    throw new SesError('usage', 'name a file, or a commit or range with --summary')
  }
  if (range !== undefined && input.text('rev') !== undefined) {
    throw new SesError('usage', '--summary names its commits itself; leave out --rev')
  }
  const shadow = await openProjectShadow(context)
  return range === undefined
    ? tellFile(context, shadow, typed as string, input.text('rev'))
    : tellRange(context, shadow, range)
}

async function tellFile(context: Context, shadow: Shadow, typed: string, rev: string | undefined): Promise<number> {
  const { file, first, last } = fileWords(typed, context.host.cwd)
  const path = pathInTree(context, shadow, file)
  const commit = rev === undefined ? undefined : await commitOf(context, shadow, rev)
  const blame = await openBlame(shadow)
  let lines: BlamedLine[]
  try {
    const at = commit === undefined ? {} : { commit }
    const wanted = ({ line }: BlamedLine): boolean => line >= first && line <= last
    lines = (await blame.file(path, at)).filter(wanted)
    // Reading transcripts takes long, so it is done only where snapshots leave something open.
    if (lines.some(isOpen)) {
      const edits = await recordedEdits(context, shadow, shownPath(path))
      if (edits.length > 0) lines = (await blame.file(path, { ...at, edits })).filter(wanted)
    }
  } finally {
    await blame.close()
  }
  if (lines.length === 0 && Number.isFinite(last)) {
    throw new SesError('not_found', `${file} has no line ${first}`, { data: { path: file } })
  }
  const document = await fileDocument(context, shownPath(path), commit ?? null, lines)
  if (context.json) context.printJson(document)
  else context.print(lines.length === 0 ? ['The file is empty.'] : blameLines(document, context.style, context.width))
  return 0
}

function isOpen({ shares }: BlamedLine): boolean {
  return shares.some(({ author }) => author.kind === 'unknown')
}

async function fileDocument(
  context: Context,
  path: string,
  commit: string | null,
  lines: readonly BlamedLine[],
): Promise<BlameDocument> {
  const { masking } = await loadConfig(context)
  const masker = createMasker({ ...masking, key: ensureMaskingKey(context.places) })
  const authors: BlameAuthor[] = []
  const places = new Map<string, number>()
  const told = lines.map(({ line, text, kind, shares }) => ({
    line,
    text: masker.mask(text).text,
    kind,
    shares: shares.map(({ author, characters }) => {
      const key = authorKey(author)
      const place = places.get(key) ?? authors.push(blameAuthor(author, context.store)) - 1
      places.set(key, place)
      return { author: place, characters }
    }),
  }))
  return { schema_version: 1, path, commit, authors, lines: told }
}

/** `A..B` is what B has and A has not; one commit is compared with its first parent. */
async function tellRange(context: Context, shadow: Shadow, range: string): Promise<number> {
  const cut = range.indexOf('..')
  const to = await commitOf(context, shadow, cut === -1 ? range : range.slice(cut + 2).replace(/^\./, '') || 'HEAD')
  const from = cut === -1 ? await parentOf(shadow, to) : await commitOf(context, shadow, range.slice(0, cut) || 'HEAD')
  const blame = await openBlame(shadow)
  try {
    const before = from === undefined ? null : await treeOf(shadow, from)
    const end = { commit: to, tree: await treeOf(shadow, to) }
    const document = summaryDocument(await summariseRange(shadow, blame, before, end), from ?? null, to)
    if (context.json) context.printJson(document)
    else context.print(summaryLines(document, context.style))
    return 0
  } finally {
    await blame.close()
  }
}

async function commitOf({ host }: Context, shadow: Shadow, name: string): Promise<string> {
  const id = await resolveCommit(shadow, host.env, name)
  if (id === undefined) throw new SesError('not_found', `commit ${JSON.stringify(name)}`, { data: { commit: name } })
  return id
}

async function parentOf({ backend }: Shadow, commit: string): Promise<string | undefined> {
  const text = (await backend.readCommit(commit)) ?? ''
  return /^parent ([0-9a-f]+)$/m.exec(text.slice(0, text.indexOf('\n\n')))?.[1]
}

async function treeOf({ backend }: Shadow, commit: string): Promise<string> {
  return /^tree ([0-9a-f]+)/.exec((await backend.readCommit(commit)) ?? '')?.[1] ?? ''
}

/** Paths are typed from where one is. */
function pathInTree({ host }: Context, { repository }: Shadow, typed: string): BytePath {
  const path = relative(repository.workTree, resolve(host.cwd, typed))
  if (path === '' || path === '..' || path.startsWith('../') || isAbsolute(path)) {
    throw new SesError('usage', `${typed} is no file of the work tree`)
  }
  return bytePath(path)
}
