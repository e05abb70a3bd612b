import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import { bugText } from '../errors.ts'
import type { Input } from '../input.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { type ImportedSession, type ImportResult, importTranscripts, type LeftOutFile } from './import-transcripts.ts'
import { openProgress } from './progress.ts'

/** Imports the named transcripts and says what became of them. */
export async function runImport(context: Context, input: Input): Promise<number> {
  const agent = input.text('agent')
  const progress = await openProgress(context)
  const result = await importTranscripts(context, input.words, {
    force: input.flag('force'),
    onProgress: progress.step,
    ...(agent === undefined ? {} : { agent }),
  }).finally(progress.stop)
  if (context.json) context.printJson(documentOf(result))
  else context.print(linesOf(result, context))
  return exitOf(result)
}

/** Naming only files that are not there is an error; odd files beside good ones are not. */
function exitOf({ sessions, leftOut }: ImportResult): number {
  const [first] = leftOut
  if (leftOut.some(({ reason }) => reason === 'internal')) return bugText.exit
  if (sessions.length > 0 || first === undefined || !leftOut.every(({ named }) => named)) return 0
  const code =
    first.reason === 'missing' ? 'not_found' : first.reason === 'unreadable' ? 'unreadable' : 'unknown_format'
  throw new SesError(code, leftOut.length === 1 ? first.path : `none of ${leftOut.length} files could be imported`, {
    data: { path: first.path },
  })
}

function documentOf({ sessions, leftOut, parsed }: ImportResult): object {
  return {
    schema_version: 1,
    sessions: sessions.map(({ id, agent, folder, path, outcome }) => ({ id, agent, folder, path, outcome })),
    skipped: leftOut.map(({ path, reason, message }) => ({ path, reason, message })),
    parsed,
  }
}

const MAX_LEFT_OUT = 5

function linesOf({ sessions, leftOut }: ImportResult, { style, places, host }: Context): string[] {
  if (sessions.length === 0 && leftOut.length === 0) return ['No transcripts there: nothing was imported.']
  const number = (outcome: ImportedSession['outcome']): number =>
    sessions.filter((each) => each.outcome === outcome).length
  const states = [
    [number('created'), 'new'],
    [number('updated'), 'updated'],
    [number('unchanged'), 'unchanged'],
    [number('older'), 'older copies'],
  ] as const
  const told = states.filter(([amount]) => amount > 0).map(([amount, state]) => `${amount} ${state}`)
  const where = places.logs.startsWith(`${host.cwd}/`) ? places.logs.slice(host.cwd.length + 1) : places.logs
  const lines = [`${style.good('✓')} ${count(sessions.length, 'session')} in ${style.name(where)}: ${told.join(', ')}`]
  if (sessions.length === 0) lines.pop()
  if (leftOut.length > 0) {
    lines.push(`${style.warn('!')} ${count(leftOut.length, 'file')} left out`)
    lines.push(...leftOut.slice(0, MAX_LEFT_OUT).map((file) => `    ${leftOutLine(file, host.cwd)}`))
    if (leftOut.length > MAX_LEFT_OUT) lines.push(`    … ${leftOut.length - MAX_LEFT_OUT} more (--json lists them)`)
  }
  if (sessions.length > 0) lines.push(style.faint('  ses list shows them, ses reflect <id> analyses one'))
  return lines
}

function leftOutLine({ path, message }: LeftOutFile, cwd: string): string {
  return neutralise(`${path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path}: ${message}`)
}
