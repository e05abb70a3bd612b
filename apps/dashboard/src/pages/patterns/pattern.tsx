import type { DashboardPatterns } from '@ses/schema'
import type { JSX } from 'preact'
import { Sparkline } from '../../charts/sparkline.tsx'
import { count, plural, share, short } from '../../format/count.ts'
import { duration } from '../../format/duration.ts'
import { money } from '../../format/money.ts'
import { Icon } from '../../parts/icon.tsx'
import { Meter } from '../../parts/meter.tsx'
import { Tag, toneOf } from '../../parts/tag.tsx'
import { When } from '../../parts/when.tsx'
import { pageHref, sessionHref } from '../../route/route.ts'

/** A pattern as the API tells it. */
export type PatternData = DashboardPatterns['patterns'][number]

/** A pattern in a line; opened it tells what helps and where it was seen. */
export function Pattern({ pattern }: { readonly pattern: PatternData }): JSX.Element {
  const { waste, weeks } = pattern
  const first = weeks[0]
  const last = weeks.at(-1)
  return (
    <details class="pattern">
      <summary data-item>
        <span class="p-title">
          <b>{pattern.title}</b>
          <Tag tone={toneOf(pattern.severity)}>{pattern.severity}</Tag>
        </span>
        <span class="p-share">
          <span class="num">{share(pattern.share)}</span>
          <Meter value={pattern.share} label={`${share(pattern.share)} of sessions`} />
        </span>
        <span class="p-count num">
          {count(pattern.sessions)}
          <small>sessions</small>
        </span>
        <span class="p-waste num">
          {waste.cost_usd > 0 ? money(waste.cost_usd) : <span class="faint">–</span>}
          <small>waste</small>
        </span>
        <span class="p-trend">
          <Sparkline
            values={weeks.map((week) => week.share)}
            label={
              first && last
                ? `Share by week: ${share(first.share)} in ${first.week}, ${share(last.share)} in ${last.week}`
                : ''
            }
          />
          <small>by week</small>
        </span>
        <Icon name="down" size={14} />
      </summary>
      <div class="pattern-more">
        <p class="advice">{pattern.advice}</p>
        <p class="meta">
          <span>{plural(pattern.findings, 'finding')}</span>
          <span>{short(waste.tokens)} tokens wasted</span>
          <span>{duration(waste.ms)} lost</span>
          <span>
            last seen <When at={pattern.last_seen} as="day" />
          </span>
        </p>
        <p class="meta">
          <a href={pageHref('sessions', { pattern: pattern.id })}>All {plural(pattern.sessions, 'session')}</a>
          {pattern.examples.map((id, i) => (
            <a key={id} href={sessionHref(id, 'timeline', { show: 'findings' })} title={id}>
              Example {i + 1}
            </a>
          ))}
        </p>
      </div>
    </details>
  )
}
