import type { DashboardSessions } from '@ses/schema'
import type { JSX } from 'preact'
import { agentName } from '../../format/agent-name.ts'
import { count } from '../../format/count.ts'
import { Icon } from '../../parts/icon.tsx'
import { setParams } from '../../route/location.ts'

type Facet = keyof DashboardSessions['facets']

const facetNames = [
  ['agent', 'Agent'],
  ['type', 'Type'],
  ['risk', 'Risk'],
  ['grade', 'Grade'],
] as const satisfies readonly (readonly [Facet, string])[]

/** Filters that are set from elsewhere and can only be taken away here. */
const others = [
  ['pattern', 'Pattern'],
  ['file', 'File'],
  ['since', 'Since'],
  ['until', 'Until'],
] as const

/** What the list is narrowed to. */
export function Filters({
  facets,
  params,
}: {
  readonly facets: DashboardSessions['facets'] | undefined
  readonly params: Readonly<Record<string, string>>
}): JSX.Element {
  const chosen = [
    ...facetNames.flatMap(([facet, name]) => valuesOf(params, facet).map((value) => ({ facet, name, value }))),
    ...others.flatMap(([facet, name]) => (params[facet] ? [{ facet, name, value: params[facet] }] : [])),
  ]
  const remove = (facet: string, value: string): void => {
    setParams({
      [facet]: valuesOf(params, facet)
        .filter((other) => other !== value)
        .join(','),
    })
  }
  return (
    <div class="filters">
      {facetNames.map(([facet, name]) => (
        <FacetMenu key={facet} name={name} facet={facet} counts={facets?.[facet] ?? {}} params={params} />
      ))}
      {chosen.map(({ facet, name, value }) => (
        <button
          key={`${facet} ${value}`}
          type="button"
          class="chip"
          title={`Remove ${name.toLowerCase()} ${value}`}
          onClick={() => (facet === 'file' ? setParams({ file: '' }) : remove(facet, value))}
        >
          <span class="chip-name">{name}</span>
          <span class="chip-value">{facet === 'agent' ? agentName(value) : value}</span>
          <Icon name="close" size={12} />
        </button>
      ))}
      {chosen.length > 0 ? (
        <button
          type="button"
          class="link-button"
          onClick={() => setParams(Object.fromEntries(chosen.map(({ facet }) => [facet, ''])))}
        >
          Clear
        </button>
      ) : null}
    </div>
  )
}

function FacetMenu({
  name,
  facet,
  counts,
  params,
}: {
  readonly name: string
  readonly facet: Facet
  readonly counts: Readonly<Record<string, number>>
  readonly params: Readonly<Record<string, string>>
}): JSX.Element {
  const chosen = valuesOf(params, facet)
  const values = [...new Set([...chosen, ...Object.keys(counts)])].sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
  const toggle = (value: string): void => {
    const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]
    setParams({ [facet]: next.join(',') })
  }
  return (
    <details
      class="menu"
      name="filter"
      onFocusOut={(event) => {
        const menu = event.currentTarget
        if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false
      }}
    >
      <summary class="button">
        {name}
        <Icon name="down" size={12} />
      </summary>
      <ul class="menu-list">
        {values.length === 0 ? <li class="about">Nothing to choose</li> : null}
        {values.map((value) => (
          <li key={value}>
            <label>
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
              <span>{facet === 'agent' ? agentName(value) : value}</span>
              <span class="num faint">{count(counts[value] ?? 0)}</span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  )
}

function valuesOf(params: Readonly<Record<string, string>>, facet: string): string[] {
  return (params[facet] ?? '').split(',').filter((value) => value !== '')
}
