import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { SesError, type SesErrorCode } from '@ses/model'
import { createTranscriptDatabases, findTranscripts, parseDatabasePath } from '@ses/sources'
import { listSessions } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { archiveOf } from './archive-place.ts'
import { archiveTrouble } from './archive-trouble.ts'
import { bytesOf } from './bytes-of.ts'
import { type ArchivedTranscript, openArchiver } from './open-archiver.ts'

interface LeftOut {
  readonly path: string
  readonly reason: string
  readonly message: string
}

/** Archives the named transcripts, else those of the project's sessions. */
export async function runArchiveWrite(context: Context, input: Input): Promise<number> {
  const { host } = context
  const archive = archiveOf(context, input)
  const dryRun = input.flag('dry-run')
  const [project, agent] = [input.text('project'), input.text('agent')]
  const named = input.words.map((word) => resolve(host.cwd, word))
  const databases = createTranscriptDatabases()
  const wanted = named.length > 0 ? named : await storedTranscripts(context)
  const { transcripts, skipped } = await findTranscripts(wanted, { databases })
  const archiver = await openArchiver(context, archive, {
    dryRun,
    databases,
    ...(project === undefined ? {} : { project }),
    ...(agent === undefined ? {} : { agent }),
  })
  const done: ArchivedTranscript[] = []
  const leftOut: LeftOut[] = [...skipped]
  for (const file of transcripts) {
    try {
      done.push(await archiver.archive(file))
    } catch (error) {
      const reason = archiveTrouble(error)
      // Trouble with one file never stops the others; trouble with the archive or the config does.
      if (reason === undefined) throw error
      leftOut.push({ path: file.path, ...reason })
    }
  }
  databases.close()
  if (context.json) {
    context.printJson({
      schema_version: 1,
      archive: archive.directory,
      dry_run: dryRun,
      sessions: done.map(({ id, agent: writer, path, name, outcome, bytes }) => ({
        id,
        agent: writer,
        path,
        name,
        outcome,
        bytes,
      })),
      skipped: leftOut.map(({ path, reason, message }) => ({ path, reason, message })),
    })
  } else context.print(linesOf(done, leftOut, { context, where: archive.directory, dryRun, named: named.length > 0 }))
  // Naming only files that cannot be archived is an error; odd files beside good ones are not.
  const [first] = leftOut
  if (done.length > 0 || first === undefined || !leftOut.every(({ path }) => named.includes(path))) return 0
  const codes: Readonly<Record<string, SesErrorCode>> = {
    missing: 'not_found',
    unreadable: 'unreadable',
    not_found: 'not_found',
  }
  if (context.json)
    return first.reason === 'missing' || first.reason === 'not_found' ? 3 : first.reason === 'unreadable' ? 5 : 2
  throw new SesError(codes[first.reason] ?? 'unknown_format', first.path, { data: { path: first.path } })
}

/** Transcripts of the store's sessions that are still there. */
async function storedTranscripts({ store }: Context): Promise<string[]> {
  const { folders } = (await listSessions(store)).index
  return Object.values(folders)
    .flatMap(({ transcripts }) => transcripts.map(({ path }) => path))
    .filter((path) => existsSync(path) || existsSync(parseDatabasePath(path)?.file ?? path))
}

const MAX_LISTED = 10
const MAX_LEFT_OUT = 5

function linesOf(
  done: readonly ArchivedTranscript[],
  leftOut: readonly LeftOut[],
  { context, where, dryRun, named }: { context: Context; where: string; dryRun: boolean; named: boolean },
): string[] {
  const { style } = context
  const lines: string[] = []
  if (done.length === 0 && leftOut.length === 0) {
    return named
      ? ['No transcripts there: nothing was archived.']
      : [
          'This project has no sessions yet.',
          style.faint('  ses archive <path> archives the transcripts of a directory'),
        ]
  }
  const states = (['created', 'updated', 'unchanged', 'older'] as const)
    .map((outcome) => [outcome, done.filter((each) => each.outcome === outcome).length] as const)
    .filter(([, amount]) => amount > 0)
    .map(([outcome, amount]) => `${amount} ${WORDS[outcome]}`)
  if (done.length > 0) {
    const total = done.reduce((sum, { bytes }) => sum + bytes, 0)
    const told = `${count(done.length, 'session')} (${bytesOf(total)}) in ${style.name(where)}: ${states.join(', ')}`
    lines.push(dryRun ? `would archive ${told}` : `${style.good('✓')} ${told}`)
    const changed = done.filter(({ outcome }) => outcome === 'created' || outcome === 'updated')
    lines.push(
      ...changed.slice(0, MAX_LISTED).map(({ name, outcome }) => `    ${WORDS[outcome].padEnd(9)} ${neutralise(name)}`),
    )
    if (changed.length > MAX_LISTED) lines.push(`    … ${changed.length - MAX_LISTED} more (--json lists them)`)
  }
  if (leftOut.length > 0) {
    lines.push(`${style.warn('!')} ${count(leftOut.length, 'file')} left out`)
    lines.push(...leftOut.slice(0, MAX_LEFT_OUT).map(({ path, message }) => `    ${neutralise(`${path}: ${message}`)}`))
    if (leftOut.length > MAX_LEFT_OUT) lines.push(`    … ${leftOut.length - MAX_LEFT_OUT} more (--json lists them)`)
  }
  return lines
}

const WORDS = { created: 'new', updated: 'updated', unchanged: 'unchanged', older: 'older' } as const
