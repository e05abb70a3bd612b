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

/** Prints a session, or the session that made a commit, for a person to understand. */
export async function runExplain(context: Context, input: Input): Promise<number> {
  const { subject, found } = await subjectOf(context, input.words[0] ?? 'latest')
  if (subject.note !== undefined) context.note(subject.note)
  if (found !== undefined && found.others.length > 0) {
    context.note(`ses: also in ${found.others.slice(0, 3).join(', ')}, which started later`)
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
async function subjectOf(context: Context, word: string): Promise<{ subject: Subject; found?: FoundCommit }> {
  try {
    return { subject: await findSubject(context, word, {}) }
  } catch (error) {
    if (!(error instanceof SesError) || error.code !== 'not_found' || !looksLikeCommit(word)) throw error
  }
  const found = await findCommit(context, word)
  return { subject: await findSubject(context, found.folder, {}), found }
}
