import type { JSX } from 'preact'
import { setParams } from '../../route/location.ts'

const columns = [
  ['score', 'Grade', 's-grade'],
  ['intent', 'Session', 's-intent'],
  ['', 'Type', 's-type'],
  ['', 'Risk', 's-risk'],
  ['agent', 'Agent', 's-agent'],
  ['start', 'Started', 's-start'],
  ['duration', 'Time', 's-duration num'],
  ['files', 'Files', 's-files num'],
  ['findings', 'Findings', 's-findings num'],
  ['cost', 'Cost', 's-cost num'],
] as const

/** Head of the list; a click on a column sorts by it, another one turns the order. */
export function SortHead({ params }: { readonly params: Readonly<Record<string, string>> }): JSX.Element {
  const sort = params['sort'] || 'start'
  const ascending = params['order'] === 'asc'
  return (
    <div class="session-row session-head" role="row" aria-rowindex={1}>
      {columns.map(([key, text, cell]) => {
        const sorted = key !== '' && key === sort
        return (
          <span
            key={text}
            role="columnheader"
            class={cell}
            aria-sort={sorted ? (ascending ? 'ascending' : 'descending') : undefined}
          >
            {key === '' ? (
              text
            ) : (
              <button
                type="button"
                onClick={() => setParams({ sort: key, order: sorted ? (ascending ? 'desc' : 'asc') : firstOrder(key) })}
              >
                {text}
                <span class="sort-mark" aria-hidden="true">
                  {sorted ? (ascending ? '↑' : '↓') : ''}
                </span>
              </button>
            )}
          </span>
        )
      })}
    </div>
  )
}

/** Words are first sorted from A on, figures from the largest on. */
function firstOrder(key: string): 'asc' | 'desc' {
  return key === 'intent' || key === 'agent' ? 'asc' : 'desc'
}
