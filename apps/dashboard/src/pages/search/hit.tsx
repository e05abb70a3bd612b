import type { DashboardHit } from '@ses/schema'
import type { JSX } from 'preact'
import { agentName } from '../../format/agent-name.ts'
import { cutAtMarks } from '../../format/marked.ts'
import { When } from '../../parts/when.tsx'
import { sessionHref } from '../../route/route.ts'

/** Text around a match, and the session it stands in. */
export function Hit({ hit }: { readonly hit: DashboardHit }): JSX.Element {
  return (
    <li class="list-column">
      <p class="hit-head">
        <a class="note-title" data-item href={sessionHref(hit.session)}>
          {hit.intent || hit.session}
        </a>
        <span class="meta">
          <span>{hit.field}</span>
          {hit.turn ? <span>turn {hit.turn}</span> : null}
          <span>{agentName(hit.agent)}</span>
          <When at={hit.start} />
        </span>
      </p>
      <p class="snippet">
        {cutAtMarks(hit.snippet, hit.marks).map(({ text, marked }, i) => {
          const key = `${i} ${text}`
          return marked ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>
        })}
      </p>
    </li>
  )
}
