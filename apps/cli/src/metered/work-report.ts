import { markWork, type Shadow, shownPath, type Work, type WorkMark, workSince } from '@ses/checkpoints'
import type { Masked } from '@ses/model'
import type { MeteredChanges } from '@ses/schema'
import type { Context } from '../context.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'

/** Files above this many bytes do not count: who starts a session does not wait for a disk image. */
const MAX_FILE_BYTES = 20 * 1024 * 1024
const MOST_FILES = 1000

/** Where the repository stands, or why that cannot be told; neither outside of one. */
export interface Standing {
  readonly mark?: WorkMark
  readonly trouble?: string
}

/** Notes where the repository stands. A session begins whatever becomes of it. */
export async function markStart(context: Context, session: string): Promise<Standing> {
  try {
    const shadow = await projectShadow(context)
    return { mark: await markWork(shadow, { session, kind: 'manual', agent: 'manual', maxFileBytes: MAX_FILE_BYTES }) }
  } catch (error) {
    return { ...troubleOf(error, 'what is changed cannot be told') }
  }
}

/** What was done since, as the event of the end holds it. */
export interface Report {
  readonly changes: MeteredChanges | null
  readonly trouble?: string
}

/** What git says was done since the start. A session ends whatever becomes of it. */
export async function reportWork(context: Context, session: string, mark: WorkMark | undefined): Promise<Report> {
  if (mark === undefined) return { changes: null }
  const about = { session, kind: 'manual', agent: 'manual', maxFileBytes: MAX_FILE_BYTES } as const
  try {
    const shadow = await projectShadow(context)
    return { changes: changesOf(await workSince(shadow, mark, { ...about, env: environmentOf(context) })) }
  } catch (error) {
    return { changes: null, ...troubleOf(error, 'what was changed cannot be told') }
  }
}

function projectShadow(context: Context): Promise<Shadow> {
  return openProjectShadow(context, context.places.project)
}

function environmentOf({ host }: Context): Readonly<Record<string, string | undefined>> {
  return { ...host.env, HOME: host.env['HOME'] ?? host.home }
}

function changesOf({ files, commits, branch }: Work): MeteredChanges {
  return {
    files: files.slice(0, MOST_FILES).map(({ path, operation, to, added, removed }) => ({
      path: shownPath(path),
      operation,
      to: to === undefined ? null : shownPath(to),
      added: added ?? null,
      removed: removed ?? null,
    })),
    files_left_out: Math.max(0, files.length - MOST_FILES),
    commits: commits?.map(({ sha, branch: on, subject }) => ({ sha, branch: on ?? null, subject })) ?? null,
    branch: branch ?? null,
  }
}

function troubleOf(error: unknown, what: string): { trouble?: string } {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return code === 'not_a_repository' ? {} : { trouble: `git: ${what} (${String(message).split('\n', 1)[0]})` }
}

/** What was changed with every text in it masked. */
export function maskedChanges(changes: MeteredChanges, mask: (text: string) => Masked): MeteredChanges {
  return {
    ...changes,
    files: changes.files.map((file) => ({
      ...file,
      path: mask(file.path),
      to: file.to === null ? null : mask(file.to),
    })),
    commits: changes.commits?.map((commit) => ({ ...commit, subject: mask(commit.subject) })) ?? null,
  }
}
