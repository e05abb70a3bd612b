import type { HandoffDocument } from '@ses/schema'
import { askedItems } from './asked-items.ts'
import { decisionsOf } from './decisions-of.ts'
import { doneItems } from './done-items.ts'
import { reasonedFiles } from './file-reasons.ts'
import { fitHandoff } from './fit-handoff.ts'
import { openItems } from './open-items.ts'
import { planOf } from './plan-of.ts'
import { leadingSentences } from './sentences.ts'
import type { SessionSubject } from './subject.ts'
import { workingCommands } from './working-commands.ts'

const MAX_LAST_WORDS = 1200

export interface HandoffOptions {
  /** Size of the Markdown, estimated; default 4000. Whole entries are left out until it fits, the least valuable first. */
  readonly maxTokens?: number
}

/** What the next agent or person needs to go on with a session. */
export function handoffOf(subject: SessionSubject, options: HandoffOptions = {}): HandoffDocument {
  const { session, summary } = subject
  const { id, agent, start, end, cwd, git_branch, outcome, intent, title } = summary.session
  const reply = session.events.findLast((event) => event.type === 'reply' && event.text.trim() !== '')
  const lastWords = reply?.type === 'reply' ? leadingSentences(reply.text, MAX_LAST_WORDS) : ''
  const plan = planOf(session)
  const document = {
    schema_version: 1 as const,
    session: { id, agent, start, end, cwd, git_branch, outcome: outcome.state },
    goal: intent || title || 'A session without a request',
    asked: askedItems(subject),
    decisions: decisionsOf(session, intent),
    done: doneItems(session),
    open: openItems(subject),
    todo: plan.items.flatMap(({ text, status, done }) => (done ? [] : [{ text, status }])),
    plan_age: plan.items.length === 0 ? null : plan.age,
    files: reasonedFiles(subject),
    commands: workingCommands(session),
    last_words: lastWords === '' ? null : lastWords,
  }
  return fitHandoff(document, options.maxTokens ?? 4000)
}
