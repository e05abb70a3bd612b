import type { DashboardProblem, DashboardSettings } from '@ses/schema'
import type { JSX } from 'preact'
import { useResource } from '../../api/resource.ts'
import { PageHead } from '../../parts/page-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Loaded } from '../../parts/states.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'
import { Tag, toneOf } from '../../parts/tag.tsx'

/** What is in force, where it comes from, and what is wrong; changed in the terminal. */
export function Settings(): JSX.Element {
  const settings = useResource<DashboardSettings>('/api/settings')
  return (
    <>
      <PageHead title="Settings" about="Read only; “ses config set” and “ses doctor --fix” change them" />
      <Loaded of={settings} lines={12}>
        {(data) => (
          <>
            <div class="grid wide-first">
              <Doctor problems={data.doctor} />
              <Panel title="This installation">
                <dl class="facts stacked">
                  <div>
                    <dt>Version</dt>
                    <dd>{data.version}</dd>
                  </div>
                  <div>
                    <dt>Project</dt>
                    <dd class="mono">{data.project}</dd>
                  </div>
                  {Object.entries(data.folders)
                    .filter(([, folder]) => folder !== data.project)
                    .map(([name, folder]) => (
                      <div key={name}>
                        <dt>{name.replaceAll('_', ' ')}</dt>
                        <dd class="mono">{folder}</dd>
                      </div>
                    ))}
                </dl>
              </Panel>
            </div>
            <Panel title="Effective configuration" flush>
              <TableFrame label="Effective configuration">
                <thead>
                  <tr>
                    <th>Key</th>
                    <th class="wide">Value</th>
                    <th>From</th>
                  </tr>
                </thead>
                <tbody>
                  {data.config.map(({ key, value, source }) => (
                    <tr key={key}>
                      <td class="mono">{key}</td>
                      <td class="mono break wide">{value}</td>
                      <td>{source === 'default' ? <span class="faint">default</span> : <b>{source}</b>}</td>
                    </tr>
                  ))}
                </tbody>
              </TableFrame>
            </Panel>
          </>
        )}
      </Loaded>
    </>
  )
}

function Doctor({ problems }: { readonly problems: readonly DashboardProblem[] }): JSX.Element {
  return (
    <Panel title="Doctor" flush>
      {problems.length === 0 ? (
        <p class="all-well">
          <Tag tone="good">All is well.</Tag>
        </p>
      ) : null}
      <ul class="list">
        {problems.map((problem) => (
          <li key={problem.id} class="list-column">
            <p class="note-title">
              <Tag tone={toneOf(problem.severity)}>{problem.severity}</Tag> {problem.title}
            </p>
            <p>{problem.cause}</p>
            <p class="advice">{problem.fix}</p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
