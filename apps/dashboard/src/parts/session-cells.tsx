import type { ListedSession } from '@ses/schema'
import type { JSX } from 'preact'
import { agentName } from '../format/agent-name.ts'
import { count } from '../format/count.ts'
import { minutes } from '../format/duration.ts'
import { money } from '../format/money.ts'
import { sessionHref } from '../route/route.ts'
import { Grade } from './grade.tsx'
import { Tag, toneOf } from './tag.tsx'
import { When } from './when.tsx'

/** Cells of a session in the order of the columns; the whole row is its link. */
export function SessionCells({ session }: { readonly session: ListedSession }): JSX.Element {
  return (
    <>
      <span role="cell" class="s-grade">
        <Grade letter={session.grade} score={session.score} />
      </span>
      <span role="cell" class="s-intent">
        <a class="row-link" data-item href={sessionHref(session.folder)} title={session.intent}>
          {session.intent || 'No prompt recorded'}
        </a>
        {session.active ? <span class="live-dot" title="Still running" /> : null}
      </span>
      <span role="cell" class="s-type">
        {session.type}
      </span>
      <span role="cell" class="s-risk">
        <Tag tone={toneOf(session.risk)}>{session.risk}</Tag>
      </span>
      <span role="cell" class="s-agent" title={session.models.join(', ')}>
        {agentName(session.agent)}
      </span>
      <span role="cell" class="s-start">
        <When at={session.start} />
      </span>
      <span role="cell" class="s-duration num">
        {minutes(session.duration_minutes)}
      </span>
      <span role="cell" class="s-files num">
        {count(session.files_changed)}
      </span>
      <span role="cell" class="s-findings num">
        {session.findings === 0 ? <span class="faint">0</span> : count(session.findings)}
      </span>
      <span role="cell" class="s-cost num">
        {money(session.cost)}
      </span>
    </>
  )
}
