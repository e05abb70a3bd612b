import type { DashboardSession } from '@ses/schema'
import type { JSX } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { count, plural } from '../../format/count.ts'
import { Segments } from '../../parts/segments.tsx'
import { Empty, Failed, Loading } from '../../parts/states.tsx'
import { useGrowing } from '../../parts/use-growing.tsx'
import { route, setParams } from '../../route/location.ts'
import { sessionHref } from '../../route/route.ts'
import { Insights } from './insights.tsx'
import { TimelineEvent } from './timeline-event.tsx'
import { type Kind, kinds, ofKind } from './timeline-kinds.ts'
import { useTimeline } from './use-timeline.ts'

/** Everything that happened, in order, with what was found in it beside. */
export function TimelineTab({ session }: { readonly session: DashboardSession }): JSX.Element {
  const { id } = session.summary.session
  const { params } = route.value
  const child = params['session'] ?? ''
  return (
    <div class="with-rail">
      <div class="rail-main">
        {child === '' ? null : (
          <p class="notice" data-tone="info">
            Sub-agent <span class="mono">{child}</span>. <a href={sessionHref(id, 'timeline')}>Back to the session</a>
          </p>
        )}
        {session.readable ? (
          <Events id={id} child={child} target={params['at'] ?? ''} version={session} />
        ) : (
          <Empty title="The transcript is gone.">
            Neither the agent’s file nor an archive of it can be read any more, so there is no timeline. “ses archive”
            keeps transcripts for good.
          </Empty>
        )}
      </div>
      <Insights summary={session.summary} />
    </div>
  )
}

function Events({
  id,
  child,
  target,
  version,
}: {
  readonly id: string
  readonly child: string
  /** Event to show, empty for none. */
  readonly target: string
  readonly version: DashboardSession
}): JSX.Element {
  const timeline = useTimeline(id, child, version)
  const asked = route.value.params['show'] ?? ''
  const kind = kinds.find(([key]) => key === asked)?.[0] ?? 'all'
  const entries = useMemo(
    () => timeline.entries.filter((entry) => entry.id === target || ofKind(entry, kind)),
    [timeline.entries, kind, target],
  )
  const at = entries.findIndex((entry) => entry.id === target)
  const [shown, end] = useGrowing(entries.length, 120, at + 40)
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (at < 0) return
    const event = list.current?.children.item(at)
    event?.scrollIntoView({ block: 'center' })
    event?.querySelector<HTMLElement>('[data-item]')?.focus({ preventScroll: true })
  }, [target, at >= 0])
  return (
    <>
      <div class="toolbar">
        <Segments<Kind> label="Show" options={kinds} value={kind} onChange={(show) => setParams({ show, at: '' })} />
        <span class="about">
          {timeline.done
            ? plural(entries.length, 'event')
            : `${count(timeline.entries.length)} of ${count(timeline.total)}`}
        </span>
      </div>
      {timeline.failure ? <Failed failure={timeline.failure} /> : null}
      {entries.length === 0 && timeline.failure === undefined ? (
        timeline.done ? (
          <Empty title={kind === 'all' ? 'Nothing was recorded.' : 'Nothing of this kind.'} />
        ) : (
          <Loading lines={10} />
        )
      ) : null}
      {target !== '' && timeline.done && at < 0 && entries.length > 0 ? (
        <p class="notice" data-tone="warn">
          The event <span class="mono">{target}</span> is not part of what can be read.
        </p>
      ) : null}
      <ol ref={list} class="timeline">
        {entries.slice(0, shown).map((entry) => (
          <TimelineEvent key={entry.index} id={id} entry={entry} aimed={entry.id === target} />
        ))}
      </ol>
      {end}
    </>
  )
}
