import type { ReflectDocument } from '@ses/schema'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { prepareWidths } from '../terminal/display-width.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { findSubject } from './find-subject.ts'
import { quoteEvents } from './quote-event.ts'
import type { ReflectView } from './reflect-view.ts'
import { renderReflect } from './render-reflect.ts'
import { sumWaste } from './sections/findings.ts'
import type { Subject } from './subject.ts'
import { tallyChecks } from './tally-checks.ts'

/** Finds the session, analyses it and prints the page or the document. */
export async function runReflect(context: Context, input: Input): Promise<number> {
  const agent = input.text('agent')
  const subject = await findSubject(context, input.words[0] ?? 'latest', agent === undefined ? {} : { agent })
  if (subject.note !== undefined) context.note(subject.note)
  if (context.json) {
    context.printJson(documentOf(subject))
    return 0
  }
  const view = viewOf(subject, context.host.home)
  const quotes = view.summary.findings.flatMap(({ events, session_id }) =>
    events.map((id) => view.quote(id, session_id)?.text),
  )
  await prepareWidths([view.summary, view.checks, quotes])
  context.print(renderReflect(view, { style: context.style, width: context.width, all: input.flag('all') }))
  return 0
}

function documentOf(subject: Subject): ReflectDocument {
  const { summary, diagnostics } = 'analysis' in subject ? subject.analysis : subject
  return { schema_version: 1, summary, waste: sumWaste(summary.findings), diagnostics }
}

/** The page's view of a subject, safe to print. */
export function viewOf(subject: Subject, home: string): ReflectView {
  if (!('analysis' in subject)) {
    const { summary, diagnostics } = neutraliseAll(subject)
    return { summary, diagnostics, home, quote: () => undefined }
  }
  const { summary, session, diagnostics } = subject.analysis
  return {
    summary: neutraliseAll(summary),
    diagnostics: neutraliseAll(diagnostics),
    checks: neutraliseAll(tallyChecks(session)),
    quote: quoteEvents(session),
    home,
  }
}
