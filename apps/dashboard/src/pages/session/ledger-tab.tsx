import type { DashboardLedger, DashboardSession } from '@ses/schema'
import type { JSX } from 'preact'
import { useResource } from '../../api/resource.ts'
import { count, plural } from '../../format/count.ts'
import { Panel } from '../../parts/panel.tsx'
import { Empty, Loaded } from '../../parts/states.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'
import { useGrowing } from '../../parts/use-growing.tsx'
import { When } from '../../parts/when.tsx'

/** Every model response that was paid for, and what it cost. */
export function LedgerTab({ session }: { readonly session: DashboardSession }): JSX.Element {
  const { id } = session.summary.session
  const ledger = useResource<DashboardLedger>(`/api/sessions/${encodeURIComponent(id)}/ledger`)
  return (
    <Loaded of={ledger}>
      {(data) => (
        <>
          <Dropped dropped={data.dropped} />
          {data.rows.length === 0 ? (
            <Empty title="No usage was recorded.">The agent does not write down how many tokens it used.</Empty>
          ) : (
            <Rows ledger={data} id={id} />
          )}
        </>
      )}
    </Loaded>
  )
}

function Rows({ ledger, id }: { readonly ledger: DashboardLedger; readonly id: string }): JSX.Element {
  const [shown, end] = useGrowing(ledger.rows.length, 200)
  return (
    <Panel title="Cost ledger" aside={<b class="num">{preciseMoney(ledger.total_usd)}</b>} flush>
      <TableFrame label="Cost ledger">
        <thead>
          <tr>
            <th class="num">Line</th>
            <th>Time</th>
            <th>Model</th>
            <th>Session</th>
            <th class="num">Input</th>
            <th class="num">Cache read</th>
            <th class="num">Cache write</th>
            <th class="num">Output</th>
            <th class="num">Cost</th>
          </tr>
        </thead>
        <tbody>
          {ledger.rows.slice(0, shown).map((row, i) => (
            <tr key={i}>
              <td class="num faint">{count(row.line)}</td>
              <td>
                <When at={row.at} as="clock" />
              </td>
              <td>{row.model}</td>
              <td class="faint">{row.session === id ? 'this one' : <span class="mono">{row.session}</span>}</td>
              <td class="num">{count(row.input_tokens)}</td>
              <td class="num">{count(row.cache_read_tokens)}</td>
              <td class="num">{count(row.cache_write_tokens)}</td>
              <td class="num">{count(row.output_tokens)}</td>
              <td class="num">{preciseMoney(row.cost_usd)}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      {end}
    </Panel>
  )
}

const precise = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 4,
  maximumFractionDigits: 4,
})

/** Single responses cost fractions of a cent, and the column must add up. */
function preciseMoney(usd: number | null): string {
  return usd === null ? 'no price' : precise.format(usd)
}

function Dropped({ dropped }: { readonly dropped: DashboardLedger['dropped'] }): JSX.Element | null {
  const reasons = Object.entries(dropped).filter(([, n]) => n > 0)
  if (reasons.length === 0) return null
  return (
    <p class="notice" data-tone="info">
      Not counted: {reasons.map(([reason, n]) => `${plural(n, 'row')} (${reason.replaceAll('_', ' ')})`).join(', ')}.
    </p>
  )
}
