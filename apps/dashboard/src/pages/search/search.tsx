import type { DashboardSearch } from '@ses/schema'
import type { JSX } from 'preact'
import { useLatest } from '../../api/resource.ts'
import { count, plural } from '../../format/count.ts'
import { PageHead } from '../../parts/page-head.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { Empty, Loaded } from '../../parts/states.tsx'
import { route, setParams } from '../../route/location.ts'
import { query } from '../../route/route.ts'
import { Hit } from './hit.tsx'

/** Sessions on a page. */
const step = 30

/** Finds words in everything that was kept. */
export function Search(): JSX.Element {
  const { params } = route.value
  const q = params['q'] ?? ''
  const regex = params['regex'] === '1'
  const offset = Math.max(0, Math.floor(Number(params['offset']) || 0))
  const asked = query({ q, regex: regex ? '1' : '', offset: offset || '', limit: step })
  const found = useLatest<DashboardSearch>(q === '' ? null : `/api/search${asked}`)
  return (
    <>
      <PageHead
        title="Search"
        about={found.data ? `${plural(found.data.total, 'session')} found` : 'Prompts, replies, commands, files'}
      >
        <SearchBox label="Search everything" value={q} onSearch={(text) => setParams({ q: text, offset: '' })} />
        <label class="check">
          <input
            type="checkbox"
            checked={regex}
            onChange={(event) => setParams({ regex: event.currentTarget.checked ? '1' : '', offset: '' })}
          />
          Regular expression
        </label>
      </PageHead>
      {q === '' ? (
        <Empty title="Search all sessions.">
          Words are looked up in prompts, replies, commands and file names. Press <kbd>/</kbd> on any page to come here.
        </Empty>
      ) : (
        <Loaded of={found} lines={10}>
          {(data) =>
            data.hits.length === 0 ? (
              <Empty title={`Nothing matches “${data.query}”.`}>Fewer or shorter words find more.</Empty>
            ) : (
              <section class="panel flush" aria-label="Hits">
                <ol class="list">
                  {data.hits.map((hit, i) => (
                    <Hit key={`${hit.session} ${i}`} hit={hit} />
                  ))}
                </ol>
                <Pager offset={offset} total={data.total} />
              </section>
            )
          }
        </Loaded>
      )}
    </>
  )
}

function Pager({ offset, total }: { readonly offset: number; readonly total: number }): JSX.Element | null {
  if (offset === 0 && total <= step) return null
  const turn = (to: number): void => {
    setParams({ offset: to > 0 ? String(to) : '' })
    scrollTo(0, 0)
  }
  return (
    <nav class="pager" aria-label="Pages of hits">
      <button type="button" class="button" disabled={offset === 0} onClick={() => turn(offset - step)}>
        Previous
      </button>
      <span class="about">
        {count(offset + 1)}–{count(Math.min(total, offset + step))} of {count(total)}
      </span>
      <button type="button" class="button" disabled={offset + step >= total} onClick={() => turn(offset + step)}>
        Next
      </button>
    </nav>
  )
}
