import type { DashboardSession, ReviewFinding } from '@ses/schema'
import type { JSX } from 'preact'
import { plural, share } from '../../format/count.ts'
import { CopyText } from '../../parts/copy-text.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Empty } from '../../parts/states.tsx'
import { Tag, toneOf } from '../../parts/tag.tsx'
import { sessionHref } from '../../route/route.ts'

/** What a review found. */
export function ReviewTab({ session: { review, summary } }: { readonly session: DashboardSession }): JSX.Element {
  if (review === null) {
    return (
      <Empty title="Not reviewed yet.">
        <CopyText text={`ses review ${summary.session.id}`} />
      </Empty>
    )
  }
  return (
    <Panel
      title={plural(review.findings.length, 'finding')}
      aside={
        <>
          <span class="about">by {review.engine}</span>
          <Tag tone={review.passed ? 'good' : 'bad'}>{review.passed ? 'passed' : 'not passed'}</Tag>
        </>
      }
      flush
    >
      {review.findings.length === 0 ? <Empty title="The review found nothing to object to." /> : null}
      <ul class="list">
        {review.findings.map((finding) => (
          <li key={finding.id} class="list-column">
            <p class="note-title">
              <Tag tone={toneOf(finding.severity)}>{finding.severity}</Tag> {finding.title}
            </p>
            <p class="pre">{finding.message}</p>
            {finding.recommendation === '' ? null : <p class="advice">{finding.recommendation}</p>}
            {finding.evidence.snippet === null ? null : <pre class="code">{finding.evidence.snippet}</pre>}
            <Where finding={finding} id={summary.session.id} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Where({ finding, id }: { readonly finding: ReviewFinding; readonly id: string }): JSX.Element {
  const { file, line, event_ids: events } = finding.evidence
  return (
    <p class="meta">
      {file === null ? null : <span class="mono">{line === null ? file : `${file}:${line}`}</span>}
      <span>{finding.category}</span>
      <span>{share(finding.confidence)} sure</span>
      {finding.providers?.length ? <span>agreed by {finding.providers.join(', ')}</span> : null}
      {events[0] === undefined ? null : <a href={sessionHref(id, 'timeline', { at: events[0] })}>In the timeline</a>}
    </p>
  )
}
