import type { DashboardSession } from '@ses/schema'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { agentName } from '../../format/agent-name.ts'
import { count, plural, share, short } from '../../format/count.ts'
import { minutes } from '../../format/duration.ts'
import { money } from '../../format/money.ts'
import { Tag, toneOf } from '../../parts/tag.tsx'
import { When } from '../../parts/when.tsx'
import { sessionHref } from '../../route/route.ts'
import { Why } from './why.tsx'

/** What the session was, how it went and what it took. */
export function SessionHead({ session: { summary, active } }: { readonly session: DashboardSession }): JSX.Element {
  const { session, usage, grade } = summary
  const title = session.intent || 'No prompt recorded'
  useEffect(() => {
    document.title = `${title} · ses`
  }, [title])
  const tokens = usage
    ? usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens + usage.output_tokens
    : null
  const facts: readonly (readonly [name: string, value: string, href?: string])[] = [
    [
      'Cost',
      `${usage && usage.unpriced.length > 0 && usage.cost_usd !== null ? '≥ ' : ''}${money(usage?.cost_usd)}`,
      'cost',
    ],
    ['Tokens', short(tokens), 'cost'],
    ['Time', minutes(session.duration_minutes)],
    ['Turns', count(session.turns)],
    ['Tool calls', count(session.tool_calls)],
    ['Failed calls', count(summary.activity.errors.length)],
    ['Files changed', count(summary.changes.files.length), 'files'],
  ]
  return (
    <>
      <header class="session-top">
        <div class="session-what">
          <h1 tabIndex={-1}>{title}</h1>
          <p class="meta">
            {active ? (
              <span class="running">
                <span class="live-dot" /> running
              </span>
            ) : null}
            <span>{session.type}</span>
            <Tag tone={toneOf(session.risk)}>{session.risk} risk</Tag>
            {session.outcome ? (
              <Tag tone={toneOf(session.outcome.state)}>
                {session.outcome.state} ({share(session.outcome.confidence)} sure)
              </Tag>
            ) : null}
            <span>{agentName(session.agent)}</span>
            {session.models?.length ? <span>{session.models.join(', ')}</span> : null}
            <When at={session.start} />
            {session.git_branch ? <span class="mono">{session.git_branch}</span> : null}
            {session.commits?.length ? <span>{plural(session.commits.length, 'commit')}</span> : null}
          </p>
          {session.summary && session.summary !== title ? <p class="lead">{session.summary}</p> : null}
        </div>
        {grade ? <Why grade={grade} /> : null}
      </header>
      <dl class="strip">
        {facts.map(([name, value, tab]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{tab ? <a href={sessionHref(session.id, tab)}>{value}</a> : value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
