import { SesError } from '@ses/model'
import { explainOf } from '@ses/reports'
import { printBlocks } from '../blocks/print-blocks.ts'
import { tellTime } from '../blocks/tell-time.ts'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { findSubject } from '../reflect/find-subject.ts'
import type { Subject } from '../reflect/subject.ts'
import { explainBlocks } from './explain-blocks.ts'
import { type FoundCommit, findCommit, looksLikeCommit } from './find-commit.ts'

/** What is told of a commit's session besides itself. */
type Found = Pick<FoundCommit, 'commit' | 'others'>

/** Prints a session, or the session that made a commit, for a person to understand. */
export async function runExplain(context: Context, input: Input): Promise<number> {
  const { subject, found } = await subjectOf(context, input.words[0] ?? 'latest')
  if (subject.note !== undefined) context.note(subject.note)
  if (found !== undefined && found.others.length > 0) {
    context.note(`ses: also in ${found.others.slice(0, 3).join(', ')}`)
  }
  const document = explainOf(
    'analysis' in subject ? subject.analysis : subject,
    found === undefined ? {} : { commit: found.commit },
  )
  if (context.json) {
    context.printJson(document)
    return 0
  }
  const page = { time: tellTime(context.host.now()), all: input.flag('all') }
  await printBlocks(context, explainBlocks(document, page), input.flag('md'))
  return 0
}

/** A session if the word names one, else the session that made the commit. */
async function subjectOf(context: Context, word: string): Promise<{ subject: Subject; found?: Found }> {
  try {
    return { subject: await findSubject(context, word, {}) }
  } catch (error) {
    if (!(error instanceof SesError) || error.code !== 'not_found' || !mayBeCommit(word)) throw error
  }
  const { findCheckpointed, fullCommit } = await import('./find-checkpointed.ts')
  const sha = await fullCommit(context, word)
  const kept = sha === undefined ? undefined : await findCheckpointed(context, sha)
  if (kept === undefined) return stored(context, sha ?? word)
  if (kept.from !== undefined) {
    context.note(`ses: kept beside ${kept.from.slice(0, 12)}, of which ${kept.commit.sha.slice(0, 12)} was made`)
  }
  const found = { commit: kept.commit, others: kept.others }
  if (kept.folder !== undefined) return { subject: await findSubject(context, kept.folder, {}), found }
  if (kept.summary === undefined) return stored(context, word)
  const note = 'ses: this is what a checkpoint holds of it; `ses resume` brings it here'
  return { subject: { note, summary: kept.summary, diagnostics: [] }, found }
}

/** The session of the store that says it made a commit. */
async function stored(context: Context, word: string): Promise<{ subject: Subject; found: Found }> {
  const found = await findCommit(context, word)
  return { subject: await findSubject(context, found.folder, {}), found }
}

/** Whether git may understand a word as a commit: `HEAD~1`, a branch, a tag, the beginning of an id. */
function mayBeCommit(word: string): boolean {
  return word !== 'latest' && (looksLikeCommit(word) || /^[A-Za-z0-9@][^\s:*?[\\]*$/.test(word))
}
