import type { DashboardOverview } from '@ses/schema'
import type { ComponentChildren, JSX } from 'preact'
import { count, plural, share, short } from '../../format/count.ts'
import { letterOf, letterTone } from '../../format/letter.ts'
import { money } from '../../format/money.ts'
import { Grade } from '../../parts/grade.tsx'
import { pageHref } from '../../route/route.ts'

const letters = ['A+', 'A', 'B', 'C', 'D', 'F', 'N/A']

/** The figures of the period. */
export function Tiles({ overview: { totals, grades } }: { readonly overview: DashboardOverview }): JSX.Element {
  const input = totals.input_tokens + totals.cache_read_tokens + totals.cache_write_tokens
  const cached = input === 0 ? 0 : totals.cache_read_tokens / input
  const graded = letters.filter((letter) => (grades[letter] ?? 0) > 0)
  return (
    <div class="tiles">
      <Tile name="Sessions" value={count(totals.sessions)} href={pageHref('sessions')}>
        {totals.active > 0 ? (
          <>
            <span class="live-dot" /> {count(totals.active)} running
          </>
        ) : (
          `${plural(totals.files, 'file')} changed`
        )}
      </Tile>
      <Tile
        name="Cost"
        value={`${totals.unpriced_responses > 0 && totals.cost_usd !== null ? '≥ ' : ''}${money(totals.cost_usd)}`}
        href={pageHref('models')}
      >
        {totals.unpriced_responses > 0
          ? `${plural(totals.unpriced_responses, 'response')} without a price`
          : `${money(totals.cost_usd === null ? null : totals.cost_usd / totals.sessions)} per session`}
      </Tile>
      <Tile name="Tokens" value={short(input + totals.output_tokens)} href={pageHref('models')}>
        {short(totals.output_tokens)} out, {share(cached)} of input cached
      </Tile>
      <Tile
        name="Median score"
        value={
          <>
            {totals.median_score === null ? '–' : Math.round(totals.median_score)}
            <Grade letter={letterOf(totals.median_score)} />
          </>
        }
        href={pageHref('sessions', { sort: 'score', order: 'asc' })}
      >
        <span class="letters" role="img" aria-label={graded.map((l) => `${l}: ${grades[l]}`).join(', ')}>
          {graded.map((letter) => (
            <span
              key={letter}
              data-tone={letterTone(letter)}
              title={`${letter}: ${count(grades[letter])}`}
              style={{ flexGrow: grades[letter] ?? 0 }}
            />
          ))}
        </span>
      </Tile>
      <Tile name="Findings" value={count(totals.findings)} href={pageHref('patterns')}>
        {plural(totals.errors, 'failed call')}
      </Tile>
    </div>
  )
}

function Tile({
  name,
  value,
  href,
  children,
}: {
  readonly name: string
  readonly value: ComponentChildren
  readonly href: string
  readonly children: ComponentChildren
}): JSX.Element {
  return (
    <a class="tile" href={href}>
      <span class="tile-name">{name}</span>
      <span class="tile-value">{value}</span>
      <span class="tile-note">{children}</span>
    </a>
  )
}
