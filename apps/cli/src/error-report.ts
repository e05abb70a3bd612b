import { SesError } from '@ses/model'
import type { ErrorDocument } from '@ses/schema'
import { bugText, type ErrorText, type ExitCode, errorTexts } from './errors.ts'
import { neutralise } from './terminal/neutralise.ts'

/** An error as the user is told of it. */
export interface ErrorReport {
  readonly code: string
  readonly message: string
  readonly fix: string
  readonly exit: ExitCode
  /** Lines between the two: the candidates of an ambiguous id. */
  readonly details: readonly string[]
}

/** Tells anything that was thrown: known errors by the table, system errors by their code, all else as a bug. */
export function reportError(error: unknown): ErrorReport {
  const known = error instanceof SesError ? error : fromSystem(error)
  if (known === undefined) return reportOf('internal', bugText, firstLine(error), {})
  return reportOf(known.code, errorTexts[known.code], known.message, known.data)
}

/** The two lines for stderr. */
export function errorLines({ message, details, fix }: ErrorReport): string {
  return `ses: ${message}\n${details.map((line) => `    ${line}\n`).join('')}  fix: ${fix}\n`
}

/** The document for stdout under `--json`. */
export function errorDocument({ code, message, fix }: ErrorReport): ErrorDocument {
  return { error: { code, message, fix } }
}

function reportOf(code: string, text: ErrorText, message: string, data: SesError['data']): ErrorReport {
  const what = neutralise(message).replace(/\s+/g, ' ').trim()
  return {
    code,
    message: what === '' ? text.title : `${text.title}: ${what}`,
    fix: neutralise(typeof text.fix === 'string' ? text.fix : text.fix(data)),
    exit: text.exit,
    details: candidatesOf(data),
  }
}

/** Failures of the file system that no adapter put into words. */
function fromSystem(error: unknown): SesError | undefined {
  const { code, syscall, path } = (error ?? {}) as NodeJS.ErrnoException
  if (typeof code !== 'string' || typeof syscall !== 'string') return undefined
  const where = path ?? syscall
  if (code === 'ENOENT') return new SesError('not_found', where, { data: { path: where } })
  const writing = /^(?:ENOSPC|EROFS|EDQUOT)$/.test(code) || /^(?:mkdir|rename|unlink|fsync|write|rm)$/.test(syscall)
  return new SesError(writing ? 'write_failed' : 'unreadable', `${where} (${code})`, {
    data: { path: where, reason: code },
  })
}

function candidatesOf(data: SesError['data']): string[] {
  const { candidates, total } = data as { candidates?: unknown; total?: unknown }
  if (!Array.isArray(candidates)) return []
  const lines = candidates.map((candidate: Record<string, unknown>) => {
    const { folder, agent, start, intent } = candidate
    const day = typeof start === 'string' ? start.slice(0, 10) : 'no date   '
    return neutralise(`${folder}  ${day}  ${agent}  ${String(intent).slice(0, 60)}`).replace(/\n/g, ' ')
  })
  return typeof total === 'number' && total > lines.length ? [...lines, `and ${total - lines.length} more`] : lines
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.split('\n')[0] ?? ''
}
