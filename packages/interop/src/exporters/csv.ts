import { stringify } from 'csv-stringify/browser/esm/sync'
import type { ExportedSession } from '../exported-session.ts'
import type { Exporter } from '../exporter.ts'

type Cell = string | number | null

const columns: readonly (readonly [name: string, of: (session: ExportedSession) => Cell | undefined])[] = [
  ['session', ({ summary }) => summary.session.id],
  ['agent', ({ summary }) => summary.session.agent],
  ['start', ({ summary }) => summary.session.start],
  ['end', ({ summary }) => summary.session.end],
  ['duration_minutes', ({ summary }) => summary.session.duration_minutes],
  ['type', ({ summary }) => summary.session.type],
  ['risk', ({ summary }) => summary.session.risk],
  ['outcome', ({ summary }) => summary.session.outcome?.state],
  ['grade', ({ summary }) => summary.grade?.letter],
  ['score', ({ summary }) => summary.grade?.score],
  ['intent', ({ summary }) => summary.session.intent],
  ['models', ({ summary }) => summary.session.models?.join(' ')],
  ['cost_usd', ({ summary }) => summary.usage?.cost_usd],
  ['input_tokens', ({ summary }) => summary.usage?.input_tokens],
  ['cache_write_tokens', ({ summary }) => summary.usage?.cache_write_tokens],
  ['cache_read_tokens', ({ summary }) => summary.usage?.cache_read_tokens],
  ['output_tokens', ({ summary }) => summary.usage?.output_tokens],
  ['reasoning_tokens', ({ summary }) => summary.usage?.reasoning_tokens],
  ['responses', ({ summary }) => summary.usage?.responses],
  ['unpriced_responses', ({ summary }) => summary.usage?.unpriced.reduce((sum, { responses }) => sum + responses, 0)],
  ['turns', ({ summary }) => summary.session.turns],
  ['tool_calls', ({ summary }) => summary.session.tool_calls],
  ['errors', ({ summary }) => summary.activity.errors.length],
  ['files_changed', ({ summary }) => summary.changes.files.length],
  ['tests_run', ({ summary }) => String(summary.review_hints.tests_run)],
  ['findings', ({ summary }) => summary.findings?.length],
  ['commits', ({ summary }) => summary.session.commits?.length],
  ['cwd', ({ summary }) => summary.session.cwd],
  ['git_branch', ({ summary }) => summary.session.git_branch],
]

/** One row per session by RFC 4180. A text that a spreadsheet would run as a formula has a `'` in front. */
export const csv: Exporter = {
  id: 'csv',
  title: 'one row per session',
  extension: 'csv',
  mediaType: 'text/csv',
  write: (sessions) =>
    stringify(
      sessions.map((session) => columns.map(([, of]) => plain(of(session)))),
      { header: true, columns: columns.map(([name]) => name), record_delimiter: '\r\n', escape_formulas: true },
    ),
}

/** Line breaks and other control characters in a cell confuse more readers than they help. */
function plain(cell: Cell | undefined): string | number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return typeof cell === 'string' ? cell.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ') : (cell ?? '')
}
