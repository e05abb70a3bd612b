import type { DashboardSession } from '@ses/schema'
import type { FunctionComponent, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useResource } from '../../api/resource.ts'
import { PageHead } from '../../parts/page-head.tsx'
import { Loaded } from '../../parts/states.tsx'
import { route } from '../../route/location.ts'
import { pageHref, sessionHref } from '../../route/route.ts'
import { AiSummaryTab } from './ai-summary-tab.tsx'
import { CheckpointsTab } from './checkpoints-tab.tsx'
import { ChildrenTab } from './children-tab.tsx'
import { FilesTab } from './files-tab.tsx'
import { LedgerTab } from './ledger-tab.tsx'
import { ReviewTab } from './review-tab.tsx'
import { SessionHead } from './session-head.tsx'
import { TimelineTab } from './timeline-tab.tsx'

/** What every tab is given. */
interface TabProps {
  readonly session: DashboardSession
}

interface Tab {
  readonly id: string
  readonly name: string
  readonly view: FunctionComponent<TabProps>
  /** Figure beside the name; 0 is not shown. */
  readonly count?: (session: DashboardSession) => number
}

const tabs: readonly [Tab, ...Tab[]] = [
  { id: 'timeline', name: 'Timeline', view: TimelineTab },
  { id: 'files', name: 'Files', view: FilesTab, count: ({ summary }) => summary.changes.files.length },
  { id: 'cost', name: 'Cost', view: LedgerTab },
  { id: 'children', name: 'Sub-agents', view: ChildrenTab, count: ({ summary }) => summary.children?.length ?? 0 },
  { id: 'checkpoints', name: 'Checkpoints', view: CheckpointsTab, count: ({ checkpoints }) => checkpoints.length },
  { id: 'review', name: 'Review', view: ReviewTab, count: ({ review }) => review?.findings.length ?? 0 },
  { id: 'summary', name: 'AI summary', view: AiSummaryTab },
]

/** One session with all that is known of it. */
export function SessionDetail(): JSX.Element {
  const { id, tab } = route.value
  const resource = useResource<DashboardSession>(`/api/sessions/${encodeURIComponent(id)}`)
  const here = tabs.find((known) => known.id === tab) ?? tabs[0]
  const bar = useRef<HTMLElement>(null)
  const there = resource.data !== undefined
  useEffect(() => {
    // Where the page is narrow the bar is longer than it; only the bar itself may move.
    const current = bar.current?.querySelector<HTMLElement>('[aria-current]')
    if (bar.current && current) bar.current.scrollLeft = current.offsetLeft - bar.current.offsetLeft - 48
  }, [here.id, there])
  return (
    <>
      <nav class="crumbs" aria-label="Where you are">
        <a href={pageHref('sessions')}>Sessions</a>
        <span aria-hidden="true">/</span>
        <span class="mono">{id}</span>
      </nav>
      {resource.data ? null : <PageHead title="Session" />}
      <Loaded of={resource} lines={12}>
        {(session) => (
          <>
            <SessionHead session={session} />
            <nav ref={bar} class="tabs" aria-label="Parts of the session">
              {tabs.map(({ id: key, name, count }) => (
                <a key={key} href={sessionHref(id, key)} aria-current={key === here.id ? 'page' : undefined}>
                  {name}
                  {count && count(session) > 0 ? <span class="tab-count">{count(session)}</span> : null}
                </a>
              ))}
            </nav>
            <here.view key={`${id} ${here.id}`} session={session} />
          </>
        )}
      </Loaded>
    </>
  )
}
