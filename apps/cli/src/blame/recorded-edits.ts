import { join, relative } from 'node:path'
import type { RecordedEdit, Shadow } from '@ses/checkpoints'
import { SesError, type Session, toolCallsOf, turnsOf, walkSessions } from '@ses/model'
import { listSessions, readSummary } from '@ses/store'
import type { Context } from '../context.ts'
import { findSubject } from '../reflect/find-subject.ts'

/** So many sessions are read, the latest: each is a whole transcript. */
const MOST_SESSIONS = 20

/** What the stored sessions that changed a file recorded of it. One whose transcript is gone is passed over. */
export async function recordedEdits(context: Context, { repository }: Shadow, path: string): Promise<RecordedEdit[]> {
  const { sessions } = (await listSessions(context.store)).index
  const edits: RecordedEdit[] = []
  let read = 0
  for (const { folder } of sessions) {
    if (read >= MOST_SESSIONS) break
    const files = readSummary(context.store, folder)?.changes.files ?? []
    if (!files.some((file) => file.path === path || path.endsWith(`/${file.path}`) || file.path.endsWith(`/${path}`)))
      continue
    read += 1
    try {
      const subject = await findSubject(context, folder, {})
      if ('analysis' in subject) edits.push(...editsOf(subject.analysis.session, repository.workTree, path))
    } catch (error) {
      if (!(error instanceof SesError)) throw error
      context.debug('no edits', { folder, code: error.code })
    }
  }
  return edits
}

/** Sub-agents write in the name of the session that started them. */
function editsOf(session: Session, workTree: string, path: string): RecordedEdit[] {
  const turns = turnsOf(session)
  return [...walkSessions(session)].flatMap((part) =>
    toolCallsOf(part).flatMap(({ at, files, outcome }) => {
      if (at === undefined || outcome !== 'ok') return []
      const texts = files.flatMap(({ path: touched, after }) =>
        after !== undefined && relative(workTree, join(part.cwd ?? workTree, touched)) === path ? [after] : [],
      )
      const prompts = turns.flatMap(({ prompt }) => prompt ?? [])
      const number = prompts.findLastIndex((one) => (one.at ?? Number.POSITIVE_INFINITY) <= at)
      const prompt = prompts[number]
      const turn = {
        session: session.id,
        agent: session.agent,
        at: prompt?.at ?? session.startedAt ?? at,
        ...(prompt === undefined ? {} : { turn: number + 1, prompt: prompt.text.split('\n', 1)[0] ?? '' }),
      }
      return texts.map((after) => ({ turn, at, after }))
    }),
  )
}
