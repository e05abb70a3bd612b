import type { DashboardSpent } from '@ses/schema'
import type { JSX } from 'preact'
import { money } from '../../format/money.ts'
import { Meter } from '../../parts/meter.tsx'
import { Tag, toneOf } from '../../parts/tag.tsx'
import { scopeNames } from './scope-names.ts'

const tones = { ok: 'good', warn: 'warn', exceeded: 'bad' } as const
const texts = { ok: 'within budget', warn: 'nearly spent', exceeded: 'over budget' } as const

/** Each scope with what was spent of its limit. */
export function Spent({ spent }: { readonly spent: readonly DashboardSpent[] }): JSX.Element {
  return (
    <div class="tiles">
      {spent.map((entry) => (
        <div key={entry.scope} class="tile">
          <span class="tile-name">{scopeNames[entry.scope]}</span>
          <span class="tile-value">{money(entry.spent_usd)}</span>
          <Meter
            value={entry.limit_usd === null ? 0 : entry.spent_usd / Math.max(0.01, entry.limit_usd)}
            mark={expectedMark(entry)}
            tone={tones[entry.state]}
            label={entry.limit_usd === null ? 'No limit' : `${money(entry.spent_usd)} of ${money(entry.limit_usd)}`}
          />
          <span class="tile-note">
            {entry.limit_usd === null ? (
              'no limit'
            ) : (
              <>
                of {money(entry.limit_usd)} <Tag tone={toneOf(entry.state)}>{texts[entry.state]}</Tag>
              </>
            )}
          </span>
          {entry.expected_usd === null ? null : <span class="tile-note">expected {money(entry.expected_usd)}</span>}
        </div>
      ))}
    </div>
  )
}

function expectedMark({ expected_usd: expected, limit_usd: limit }: DashboardSpent): number | undefined {
  return expected === null || limit === null ? undefined : expected / Math.max(0.01, limit)
}
