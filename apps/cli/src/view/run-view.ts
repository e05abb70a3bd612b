import { join } from 'node:path'
import { SesError } from '@ses/model'
import type { Summary, ViewDocument } from '@ses/schema'
import { type FolderIndex, openIndex, readSummary, resolveSession } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { fillSummary } from '../reflect/fill-summary.ts'
import type { Page } from '../reflect/page.ts'
import type { ReflectView } from '../reflect/reflect-view.ts'
import { changes } from '../reflect/sections/changes.ts'
import { commits } from '../reflect/sections/commits.ts'
import { severities } from '../reflect/sections/findings.ts'
import { header } from '../reflect/sections/header.ts'
import { prompts } from '../reflect/sections/prompts.ts'
import { money, tokens } from '../terminal/amounts.ts'
import { prepareWidths } from '../terminal/display-width.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { filesLines } from './files-lines.ts'

/** Prints what is stored of a session; the transcript is not read. */
export async function runView(context: Context, input: Input): Promise<number> {
  const index = openIndex(context.store)
  const { folder, id } = await resolveSession(context.store, input.words[0] ?? 'latest', index)
  const summary = readSummary(context.store, folder)
  if (summary === undefined) throw new SesError('unreadable', `the summary of ${id} is damaged`, { data: { id } })
  const document = await documentOf(summary, join(context.store.directory, folder), index, input)
  if (context.json) {
    context.printJson(document)
    return 0
  }
  await prepareWidths(document)
  const page: Page = { style: context.style, width: context.width, all: input.flag('files') || input.flag('commits') }
  context.print(linesOf(neutraliseAll(document), page, context.host.home))
  return 0
}

async function documentOf(summary: Summary, folder: string, index: FolderIndex, input: Input): Promise<ViewDocument> {
  const { files } = summary.changes
  const touched = input.flag('files') ? await index.touched(files.map(({ path }) => path)) : {}
  const others = (path: string): string[] => (touched[path] ?? []).filter((session) => session !== summary.session.id)
  return {
    schema_version: 1,
    summary,
    folder,
    ...(input.flag('files')
      ? {
          files: files.map(({ path, category, operations }) => {
            return { path, category, operations, other_sessions: others(path) }
          }),
        }
      : {}),
    ...(input.flag('commits') ? { commits: summary.session.commits ?? [] } : {}),
  }
}

function linesOf(document: ViewDocument, page: Page, home: string): string[] {
  const { style } = page
  const summary = fillSummary(document.summary)
  const view: ReflectView = { summary, diagnostics: [], home, quote: () => undefined }
  if (document.files !== undefined || document.commits !== undefined) {
    const files = document.files === undefined ? [] : filesLines(document.files, page)
    const made = document.commits === undefined ? [] : commits(view, page)
    const told = document.commits !== undefined && made.length === 0 ? [style.faint('no commit was made')] : made
    return [...files, ...(files.length > 0 && told.length > 0 ? [''] : []), ...told]
  }
  const { session, grade, usage, findings } = summary
  const known = document.summary
  const verdict = [
    ...(known.session.outcome === undefined ? [] : [session.outcome.state]),
    session.type,
    `${session.risk} risk`,
    ...(known.grade === undefined ? [] : [`grade ${grade.letter}${grade.score === null ? '' : ` ${grade.score}`}`]),
    ...(known.usage === undefined ? [] : [`${money(usage.cost_usd)} for ${tokens(usage.output_tokens)} output tokens`]),
  ]
  const tail = findings.length === 0 ? [] : [`${style.heading('Findings')}  ${severities(findings)}`]
  const parts = [
    header(view, page),
    [verdict.join(' · ')],
    prompts(view, page),
    changes(view, page),
    commits(view, page),
    tail,
  ]
  const hint = style.faint(`ses reflect ${session.id.slice(0, 13)} tells why`)
  return [
    ...parts.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])),
    '',
    hint,
  ]
}
