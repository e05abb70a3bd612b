import type { ListedSession } from '@ses/schema'
import type { JSX } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { SessionCells } from '../../parts/session-cells.tsx'
import { useMedia } from '../../parts/use-media.ts'
import { visibleRows } from './visible-rows.ts'

/** The rows in sight, at their place in a list as high as all of them. */
export function VirtualSessions({
  total,
  rowAt,
  onShow,
}: {
  readonly total: number
  readonly rowAt: (index: number) => ListedSession | undefined
  readonly onShow: (start: number, end: number) => void
}): JSX.Element {
  const list = useRef<HTMLDivElement>(null)
  // As the style sheet has it.
  const rowHeight = useMedia('(max-width: 720px)') ? 64 : 40
  const [[start, end], setRange] = useState<readonly [number, number]>(() =>
    visibleRows(total, rowHeight, 0, innerHeight),
  )

  useEffect(() => {
    const look = (): void => {
      const top = list.current?.getBoundingClientRect().top ?? 0
      const next = visibleRows(total, rowHeight, top, innerHeight)
      setRange((now) => (now[0] === next[0] && now[1] === next[1] ? now : next))
    }
    look()
    addEventListener('scroll', look, { passive: true })
    addEventListener('resize', look)
    return () => {
      removeEventListener('scroll', look)
      removeEventListener('resize', look)
    }
  }, [total, rowHeight])
  useEffect(() => onShow(start, end), [start, end, onShow])

  return (
    <div ref={list} class="virtual" role="rowgroup" style={{ height: `${total * rowHeight}px` }}>
      {Array.from({ length: end - start }, (_, i) => start + i).map((index) => (
        <Row key={index} index={index} top={index * rowHeight} session={rowAt(index)} />
      ))}
    </div>
  )
}

function Row({
  index,
  top,
  session,
}: {
  readonly index: number
  readonly top: number
  readonly session: ListedSession | undefined
}): JSX.Element {
  // The same node again is not compared with itself: of the rows in sight only those that are new cost time.
  return useMemo(
    () => (
      <div class="session-row" role="row" aria-rowindex={index + 2} style={{ top: `${top}px` }}>
        {session ? (
          <SessionCells session={session} />
        ) : (
          <span role="cell" class="s-intent">
            <span class="bone" />
          </span>
        )}
      </div>
    ),
    [index, top, session],
  )
}
