import { type Archive, type ArchivedSession, findPseudonym, parsePseudonym } from '@ses/archive'
import type { Context } from '../context.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { noteDamaged } from './note-damaged.ts'
import { type Reach, readReach } from './read-reach.ts'

interface ReachedSession extends Reach {
  readonly session: ArchivedSession
  readonly places: readonly {
    readonly file: string
    readonly lines: readonly number[]
    readonly rules: Readonly<Record<string, number>>
  }[]
}

/** Tells in which sessions, files and commits a masked secret occurred, so that it can be rotated with knowledge. */
export async function runBlastRadius(
  context: Context,
  archive: Archive,
  sessions: readonly ArchivedSession[],
  text: string,
): Promise<number> {
  const pseudonym = parsePseudonym(text)
  const { sessions: found, damaged } = await findPseudonym(archive, sessions, pseudonym)
  const reached: ReachedSession[] = []
  for (const { session, files } of found) {
    const reach = await readReach(
      archive,
      files.map(({ file }) => file),
      pseudonym,
    )
    reached.push({
      session,
      ...reach,
      places: files.map(({ file, lines, rules }) => ({ file: file.file, lines, rules })),
    })
  }
  noteDamaged(context, damaged)
  if (context.json) {
    context.printJson({
      schema_version: 1,
      pseudonym: pseudonym.digits,
      rule: pseudonym.rule ?? null,
      sessions: reached.map(({ session: { head, name }, places, files, commits }) => ({
        session_id: head.session_id,
        agent: head.agent,
        project: head.project,
        started_at: head.started_at,
        name,
        archives: places,
        files,
        commits,
      })),
      damaged,
    })
  } else context.print(linesOf(reached, context))
  return 0
}

function linesOf(reached: readonly ReachedSession[], { style }: Context): string[] {
  if (reached.length === 0) return ['It occurs in no archived session.']
  const lines = [`${style.warn('!')} it occurs in ${count(reached.length, 'session')}`]
  for (const { session, places, files, commits } of reached) {
    const { session_id: id, agent, project, started_at: start } = session.head
    lines.push(
      '',
      `${style.name(neutralise(id))}  ${style.faint(neutralise(`${agent} · ${project} · ${start?.slice(0, 10) ?? 'no time'}`))}`,
    )
    for (const { file, lines: at, rules } of places) {
      const told = Object.entries(rules).map(([rule, number]) => `${number} ${rule}`)
      lines.push(
        `  ${neutralise(file)}: ${told.join(', ')} (line ${at.slice(0, 5).join(', ')}${at.length > 5 ? ', …' : ''})`,
      )
    }
    for (const file of files) lines.push(`  file    ${neutralise(file)}`)
    for (const { sha, subject } of commits) lines.push(`  commit  ${neutralise(`${sha} ${subject ?? ''}`).trim()}`)
  }
  return lines
}
