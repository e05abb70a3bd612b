import type { JSX } from 'preact'
import { plural } from '../../format/count.ts'
import { PageHead } from '../../parts/page-head.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { Empty, Failed, Loading } from '../../parts/states.tsx'
import { route, setParams } from '../../route/location.ts'
import { pageHref } from '../../route/route.ts'
import { Filters } from './filters.tsx'
import { SortHead } from './sort-head.tsx'
import { useSessionPages } from './use-session-pages.ts'
import { VirtualSessions } from './virtual-sessions.tsx'

/** All sessions: searched, filtered, sorted. */
export function Sessions(): JSX.Element {
  const { params } = route.value
  const { first, rowAt, show } = useSessionPages(params)
  const total = first.data?.total ?? 0
  return (
    <>
      <PageHead title="Sessions" about={first.data ? plural(total, 'session') : ' '}>
        <SearchBox label="Search sessions" value={params['q'] ?? ''} onSearch={(q) => setParams({ q })} />
      </PageHead>
      <Filters facets={first.data?.facets} params={params} />
      {first.failure ? <Failed failure={first.failure} stale={first.data !== undefined} /> : null}
      {!first.data && !first.failure ? <Loading lines={14} /> : null}
      {first.data && total === 0 ? <NoSession filtered={Object.keys(params).length > 0} /> : null}
      {total > 0 ? (
        <section class="panel flush" aria-label="Sessions">
          <div class="session-list" role="table" aria-label="Sessions" aria-rowcount={total + 1}>
            <SortHead params={params} />
            <VirtualSessions total={total} rowAt={rowAt} onShow={show} />
          </div>
        </section>
      ) : null}
    </>
  )
}

function NoSession({ filtered }: { readonly filtered: boolean }): JSX.Element {
  if (filtered) {
    return (
      <Empty title="No session matches.">
        <a href={pageHref('sessions')}>Clear search and filters</a>
      </Empty>
    )
  }
  return (
    <Empty title="No session yet.">
      “ses enable” records sessions from now on; “ses import” takes in those that are already on this computer.
    </Empty>
  )
}
