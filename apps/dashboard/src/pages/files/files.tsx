import type { DashboardHotspots } from '@ses/schema'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useLatest } from '../../api/resource.ts'
import { count, plural } from '../../format/count.ts'
import { Meter } from '../../parts/meter.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { Path } from '../../parts/path.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { Empty, Loaded } from '../../parts/states.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'
import { When } from '../../parts/when.tsx'
import { route, setParams } from '../../route/location.ts'
import { pageHref, query } from '../../route/route.ts'
import { FileHistory } from './file-history.tsx'

const step = 50
/** The API gives no more at once. */
const most = 500

/** Files by how often sessions changed them, and the history of one. */
export function Files(): JSX.Element {
  const { params } = route.value
  const q = params['q'] ?? ''
  const path = params['path'] ?? ''
  const [limit, setLimit] = useState(step)
  const files = useLatest<DashboardHotspots>(`/api/files${query({ q, limit })}`)
  const highest = Math.max(1, ...(files.data?.files.map(({ sessions }) => sessions) ?? []))
  return (
    <>
      <PageHead title="Files" about={files.data ? `${plural(files.data.total, 'file')}, the most changed first` : ' '}>
        <SearchBox label="Find a file" value={q} onSearch={(text) => setParams({ q: text })} />
      </PageHead>
      <div class={path === '' ? undefined : 'with-rail history-open'}>
        <div class="rail-main">
          <Loaded of={files} lines={12}>
            {(data) =>
              data.files.length === 0 ? (
                <Empty title={q === '' ? 'No file was changed yet.' : 'No file has such a name.'} />
              ) : (
                <section class="panel flush slim" aria-label="Files">
                  <TableFrame label="Files">
                    <thead>
                      <tr>
                        <th class="wide">File</th>
                        <th class="side">Kind</th>
                        <th class="bar-cell">
                          <span class="num">Sessions</span>
                        </th>
                        <th class="num side">Changes</th>
                        <th class="num">Last</th>
                      </tr>
                    </thead>
                    <tbody>
                      {data.files.map((file) => (
                        <tr key={file.path} aria-selected={file.path === path || undefined}>
                          <td class="wide">
                            <a data-item href={pageHref('files', { q, path: file.path })}>
                              <Path path={file.path} />
                            </a>
                          </td>
                          <td class="faint side">{file.category}</td>
                          <td class="bar-cell">
                            <span class="num">{count(file.sessions)}</span>
                            <Meter value={file.sessions / highest} label={plural(file.sessions, 'session')} />
                          </td>
                          <td class="num side">{count(file.changes)}</td>
                          <td class="num">
                            <When at={file.last_at} as="day" />
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </TableFrame>
                  {data.files.length < Math.min(data.total, most) ? (
                    <button type="button" class="link-button more" onClick={() => setLimit(limit + step * 3)}>
                      More files
                    </button>
                  ) : null}
                </section>
              )
            }
          </Loaded>
        </div>
        {path === '' ? null : <FileHistory path={path} close={pageHref('files', { q })} />}
      </div>
    </>
  )
}
