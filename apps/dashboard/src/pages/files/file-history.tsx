import type { DashboardFileHistory } from '@ses/schema'
import type { JSX } from 'preact'
import { useResource } from '../../api/resource.ts'
import { agentName } from '../../format/agent-name.ts'
import { splitPath } from '../../format/split-path.ts'
import { Icon } from '../../parts/icon.tsx'
import { Empty, Loaded } from '../../parts/states.tsx'
import { When } from '../../parts/when.tsx'
import { pageHref, query, sessionHref } from '../../route/route.ts'

/** Which sessions changed a file, the latest first. */
export function FileHistory({ path, close }: { readonly path: string; readonly close: string }): JSX.Element {
  const history = useResource<DashboardFileHistory>(`/api/files/history${query({ path })}`)
  return (
    <aside class="rail panel flush" aria-label="History of the file">
      <header class="panel-head">
        <h2 class="mono">{splitPath(path)[1]}</h2>
        <a class="icon-button" href={close} aria-label="Close the history">
          <Icon name="close" />
        </a>
      </header>
      <p class="about history-path mono">{path}</p>
      <Loaded of={history}>
        {(data) =>
          data.entries.length === 0 ? (
            <Empty title="No session changed this file." />
          ) : (
            <>
              <ol class="list">
                {data.entries.map((entry, i) => (
                  <li key={`${entry.session} ${i}`} class="list-column">
                    <a class="note-title" data-item href={sessionHref(entry.session, 'files')}>
                      {entry.intent || entry.session}
                    </a>
                    <p class="meta">
                      <span>{entry.operation}</span>
                      <span>{agentName(entry.agent)}</span>
                      <When at={entry.at} />
                    </p>
                  </li>
                ))}
              </ol>
              <p class="panel-foot">
                <a href={pageHref('sessions', { file: path })}>As a list of sessions</a>
              </p>
            </>
          )
        }
      </Loaded>
    </aside>
  )
}
