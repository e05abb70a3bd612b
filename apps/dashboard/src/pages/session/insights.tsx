import type { Summary, SummaryClaim, SummaryFinding } from '@ses/schema'
import type { JSX } from 'preact'
import { plural, short } from '../../format/count.ts'
import { duration } from '../../format/duration.ts'
import { money } from '../../format/money.ts'
import { Panel } from '../../parts/panel.tsx'
import { Tag, toneOf } from '../../parts/tag.tsx'
import { useMedia } from '../../parts/use-media.ts'
import { route } from '../../route/location.ts'
import { sessionHref } from '../../route/route.ts'

/** Links to more events than these tell nothing more. */
const mostLinks = 8

/** What was found, claimed and should be looked at, each with its way to the event. */
export function Insights({ summary }: { readonly summary: Summary }): JSX.Element {
  const { id } = summary.session
  const wide = useMedia('(min-width: 961px)')
  const findings = summary.findings ?? []
  const claims = summary.claims ?? []
  const hints = hintsOf(summary)
  const errors = summary.activity.errors
  return (
    <aside class="rail" aria-label="Findings">
      <details class="rail-fold" open={wide}>
        <summary>
          {plural(findings.length, 'finding')}, {plural(errors.length, 'failed call')}
        </summary>
        <Panel title="Findings" aside={<span class="about">{findings.length}</span>}>
          {findings.length === 0 ? <p class="about">Nothing to object to.</p> : null}
          <ul class="notes">
            {findings.map((finding, i) => (
              <Finding key={`${finding.id} ${i}`} id={id} finding={finding} />
            ))}
          </ul>
        </Panel>
        {hints.length === 0 ? null : (
          <Panel title="For the reviewer">
            <ul class="notes">
              {hints.map(([tone, text]) => (
                <li key={text}>
                  <Tag tone={tone}>{text}</Tag>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        {errors.length === 0 ? null : (
          <Panel title="Failed calls" aside={<span class="about">{errors.length}</span>}>
            <ul class="notes">
              {errors.slice(0, mostLinks).map(({ tool, message, event }, i) => (
                <li key={`${event} ${i}`}>
                  <p class="note-title">
                    {event === undefined ? tool : <a href={sessionHref(id, 'timeline', { at: event })}>{tool}</a>}
                  </p>
                  <p class="clamp">{message}</p>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        {claims.length === 0 ? null : (
          <Panel title="What the agent said">
            <ul class="notes">
              {claims.map((claim, i) => (
                <Claim key={`${claim.kind} ${i}`} id={id} claim={claim} />
              ))}
            </ul>
          </Panel>
        )}
      </details>
    </aside>
  )
}

function Finding({ id, finding }: { readonly id: string; readonly finding: SummaryFinding }): JSX.Element {
  const { waste } = finding
  const wasted = [
    waste.cost_usd > 0 ? money(waste.cost_usd) : '',
    waste.tokens > 0 ? `${short(waste.tokens)} tokens` : '',
    waste.ms > 0 ? duration(waste.ms) : '',
  ].filter((text) => text !== '')
  return (
    <li>
      <p class="note-title">
        <Tag tone={toneOf(finding.severity)}>{finding.title}</Tag>
      </p>
      <p>{finding.detail}</p>
      <p class="advice">{finding.advice}</p>
      {wasted.length === 0 ? null : <p class="about">Wasted: {wasted.join(', ')}</p>}
      <Evidence id={id} events={finding.events} child={finding.session_id} />
    </li>
  )
}

function Claim({ id, claim }: { readonly id: string; readonly claim: SummaryClaim }): JSX.Element {
  const tone = claim.verified === null ? 'plain' : claim.verified ? 'good' : 'bad'
  const text = claim.verified === null ? 'not provable' : claim.verified ? 'proved' : 'refuted'
  return (
    <li>
      <p class="note-title">
        <Tag tone={tone}>{text}</Tag>
      </p>
      <p class="quote">{claim.text}</p>
      <Evidence id={id} events={claim.events} />
    </li>
  )
}

function Evidence({
  id,
  events,
  child,
}: {
  readonly id: string
  readonly events: readonly string[]
  readonly child?: string | undefined
}): JSX.Element | null {
  if (events.length === 0) return null
  const aimed = route.value.params['at']
  return (
    <p class="evidence">
      <span class="about">Evidence</span>
      {events.slice(0, mostLinks).map((event, i) => (
        <a
          key={event}
          class="evidence-link"
          href={sessionHref(id, 'timeline', { at: event, session: child ?? '' })}
          aria-current={event === aimed ? 'true' : undefined}
          aria-label={`Event ${i + 1} of ${events.length}`}
        >
          {i + 1}
        </a>
      ))}
      {events.length > mostLinks ? <span class="about">and {events.length - mostLinks} more</span> : null}
    </p>
  )
}

function hintsOf({ review_hints: hints }: Summary): readonly (readonly ['good' | 'warn' | 'bad', string])[] {
  const untested = hints.files_without_tests.length
  return [
    hints.tests_passed ? (['good', 'Tests passed'] as const) : null,
    hints.tests_run ? (hints.tests_passed === false ? (['bad', 'Tests did not pass'] as const) : null) : null,
    hints.tests_run ? null : (['warn', 'No tests were run'] as const),
    hints.build_verified ? (['good', 'Build verified'] as const) : null,
    untested > 0 ? (['warn', `${untested} changed without tests`] as const) : null,
    hints.large_change ? (['warn', 'Large change'] as const) : null,
    hints.config_changed ? (['warn', 'Configuration changed'] as const) : null,
    hints.migration_added ? (['warn', 'Migration added'] as const) : null,
    hints.dependencies_changed ? (['warn', 'Dependencies changed'] as const) : null,
    hints.ci_changed ? (['warn', 'CI changed'] as const) : null,
  ].filter((hint) => hint !== null)
}
