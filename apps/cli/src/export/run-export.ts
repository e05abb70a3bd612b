import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ExportedSession, type Exporter, exporters } from '@ses/interop'
import { SesError } from '@ses/model'
import { listSessions, readSummary, resolveSession, systemFs, writeAtomically } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { filterSessions, readFilter } from '../list/filter-sessions.ts'
import { fillSummary } from '../reflect/fill-summary.ts'
import { count } from '../terminal/amounts.ts'
import { exportedOf } from './exported-of.ts'
import { sendOtlp } from './send-otlp.ts'

/** Formats that summaries alone are enough for, so that ten thousand sessions need no transcript read. */
const FROM_SUMMARIES: ReadonlySet<string> = new Set(['json', 'csv'])

/** Writes the chosen sessions to stdout or a file, or sends them. */
export async function runExport(context: Context, input: Input): Promise<number> {
  const [first] = input.words
  const everything = input.flag('all') || (input.words.length === 1 && first === 'csv')
  const exporter = exporterOf(input.text('format') ?? (first === 'csv' ? 'csv' : 'json'))
  if (!everything && input.words.length === 0) {
    throw new SesError('usage', 'export needs a session id, `latest`, or --all')
  }
  const out = input.text('out')
  const target = out === undefined ? undefined : resolve(context.host.cwd, out)
  if (target !== undefined && existsSync(target) && !input.flag('force')) {
    throw new SesError('unsafe', `${out} exists; --force replaces it`, { data: { path: target } })
  }
  const folders = everything ? await filtered(context, input) : await named(context, input.words)
  const endpoint = input.text('endpoint')
  if (endpoint !== undefined) {
    if (exporter.id !== 'otlp') throw new SesError('usage', '--endpoint needs --format otlp')
    return send(context, folders, { endpoint, headers: input.text('header') ?? '' })
  }
  const revision = input.text('revision')
  const options = { version: context.version, ...(revision === undefined ? {} : { revision }) }
  const sessions = await load(context, folders, exporter)
  const text = exporter.write(sessions, options)
  if (target === undefined) context.host.stdout.write(text)
  else {
    writeAtomically(systemFs, target, text)
    context.note(`ses: ${count(sessions.length, 'session')} written to ${out}`)
  }
  return 0
}

function exporterOf(id: string): Exporter {
  const exporter = exporters.find((each) => each.id === id)
  if (exporter === undefined)
    throw new SesError('usage', `no format ${id}: ${exporters.map((each) => each.id).join(', ')}`)
  return exporter
}

async function filtered(context: Context, input: Input): Promise<string[]> {
  const { index } = await listSessions(context.store)
  const sessions = filterSessions(index.sessions, readFilter(input, context))
  return sessions.slice(0, input.number('limit') ?? sessions.length).map(({ folder }) => folder)
}

async function named(context: Context, words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const word of words) found.push((await resolveSession(context.store, word)).folder)
  return [...new Set(found)]
}

async function load(context: Context, folders: readonly string[], exporter: Exporter): Promise<ExportedSession[]> {
  const sessions: ExportedSession[] = []
  for (const folder of folders) {
    const session = FROM_SUMMARIES.has(exporter.id) ? fromSummary(context, folder) : await exportedOf(context, folder)
    if (session === undefined) context.note(`ses: left out ${folder}: its summary is damaged`)
    else sessions.push(session)
  }
  return sessions
}

function fromSummary(context: Context, folder: string): ExportedSession | undefined {
  const summary = readSummary(context.store, folder)
  return summary === undefined ? undefined : { summary: fillSummary(summary) }
}

/** One session at a time, so that memory does not grow with their number. */
async function send(
  context: Context,
  folders: readonly string[],
  target: { readonly endpoint: string; readonly headers: string },
): Promise<number> {
  for (const folder of folders)
    await sendOtlp(await exportedOf(context, folder), { ...target, version: context.version })
  context.note(`ses: ${count(folders.length, 'session')} sent`)
  return 0
}
