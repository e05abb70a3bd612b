import { sep } from 'node:path'
import type { AgentChange } from '@ses/capture'
import type { InstallDocument, InstalledAgent, InstalledFile } from '@ses/schema'
import type { Context } from '../context.ts'
import { reportError } from '../error-report.ts'
import { count } from '../terminal/amounts.ts'
import { wrap } from '../terminal/display-width.ts'
import { neutralise } from '../terminal/neutralise.ts'

/** Prints what was done. Returns the exit code: that of the first error; an error is thrown when nothing but errors came of it. */
export function finishInstall(context: Context, document: InstallDocument, changes: readonly AgentChange[]): number {
  const errors = changes.flatMap(({ error }) => (error === undefined ? [] : [error]))
  const [first] = errors
  if (first !== undefined && errors.length === document.agents.length) throw first
  if (context.json) context.printJson(document)
  else context.print(linesOf(context, document))
  return first === undefined ? 0 : reportError(first).exit
}

function linesOf(context: Context, document: InstallDocument): string[] {
  const { agents, gitignore, commit_hooks: hooks = [], removed, notes, dry_run: dryRun } = document
  const { style } = context
  const told = agents.flatMap((agent) => agentLines(context, agent, dryRun))
  const ignored =
    gitignore === null || gitignore.action === 'unchanged' ? [] : [`  ${fileLine(context, gitignore, dryRun)}`]
  const ofGit = hooks.map((file) => `  ${fileLine(context, file, dryRun)}`)
  const gone = removed === null ? [] : [`  ${neutralise(removed)} ${dryRun ? 'would be removed' : 'removed'}`]
  const after = notes.flatMap((note) => wrapped(context, neutralise(note), '').map(style.warn))
  const undo = agents.flatMap((agent) => (agent.undo === null || agent.status === 'unchanged' ? [] : [agent.undo]))
  const back =
    undo.length === 0 || dryRun ? [] : [style.faint(`Undo: ${undo.length === 1 ? undo[0] : undoAll(document)}`)]
  return [...told, ...ignored, ...ofGit, ...gone, ...after, ...back]
}

function undoAll({ scope }: InstallDocument): string {
  return scope === 'user' ? 'ses disable --user' : 'ses disable'
}

function agentLines(context: Context, agent: InstalledAgent, dryRun: boolean): string[] {
  const { style } = context
  const { title, status, signs, files, events, next, error } = agent
  const why =
    signs.length === 0 ? '' : style.faint(` (${neutralise(signs.map((sign) => short(context, sign)).join(', '))})`)
  const mark =
    status === 'failed' ? style.bad('✗') : status === 'enabled' || status === 'disabled' ? style.good('✓') : '·'
  const said = dryRun && mark !== '·' && status !== 'failed' ? `would be ${status}` : STATUS[status]
  const shown = files.length > 3 ? [summaryOf(context, files)] : files.map((file) => fileLine(context, file, dryRun))
  const size = status === 'enabled' ? [`  ${count(events.length, 'event')}`] : []
  return [
    `${mark} ${style.strong(title)} ${said}${why}`,
    ...(status === 'unchanged' ? [] : shown.map((line) => `    ${line}`)),
    ...size.map((line) => `  ${line}`),
    ...(error === null
      ? []
      : [
          ...wrapped(context, neutralise(error.message), '    '),
          ...wrapped(context, neutralise(error.fix), '    fix: '),
        ]),
    ...next.flatMap((line) => wrapped(context, neutralise(line), '    → ')),
  ]
}

const STATUS: Readonly<Record<InstalledAgent['status'], string>> = {
  enabled: 'enabled',
  disabled: 'disabled',
  unchanged: 'is as it was',
  covered: 'is enabled for all projects',
  failed: 'was left alone',
}

function fileLine(context: Context, { path, action, backup }: InstalledFile, dryRun: boolean): string {
  const copy = backup === null ? '' : context.style.faint(` · before: ${neutralise(short(context, backup))}`)
  return `${neutralise(short(context, path))} ${dryRun && action !== 'unchanged' ? `would be ${action}` : action}${copy}`
}

function summaryOf(context: Context, files: readonly InstalledFile[]): string {
  const [first] = files
  return `${neutralise(short(context, first?.path ?? ''))} and ${count(files.length - 1, 'file')} more ${first?.action ?? ''}`
}

/** Lines after a lead, the further ones indented as wide. */
function wrapped({ width }: Context, text: string, lead: string): string[] {
  return wrap(text, width - lead.length).map((line, at) => (at === 0 ? lead : ' '.repeat(lead.length)) + line)
}

/** Paths in the project from there, those in the home with `~`; where one lies in the other, by the inner one. */
function short({ places, host }: Context, path: string): string {
  const isIn = (folder: string): boolean => path.startsWith(folder + sep)
  const { project } = places
  if (isIn(project) && !(isIn(host.home) && host.home.length > project.length)) return path.slice(project.length + 1)
  return isIn(host.home) ? `~${path.slice(host.home.length)}` : path
}
