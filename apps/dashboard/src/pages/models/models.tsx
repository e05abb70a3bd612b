import type { DashboardModels, ReportGroup } from '@ses/schema'
import type { JSX } from 'preact'
import { useResource } from '../../api/resource.ts'
import { agentName } from '../../format/agent-name.ts'
import { count, plural, short } from '../../format/count.ts'
import { letterOf } from '../../format/letter.ts'
import { money } from '../../format/money.ts'
import { Grade } from '../../parts/grade.tsx'
import { Meter } from '../../parts/meter.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Empty, Loaded } from '../../parts/states.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'
import { pageHref } from '../../route/route.ts'

/** What each agent and each model did, cost and earned. */
export function Models(): JSX.Element {
  const models = useResource<DashboardModels>('/api/models')
  return (
    <>
      <PageHead title="Models & agents" about="A session that used several models counts for each of them" />
      <Loaded of={models} lines={10}>
        {(data) =>
          data.by_agent.length === 0 ? (
            <Empty title="No session yet." />
          ) : (
            <>
              {data.unpriced.length === 0 ? null : (
                <p class="notice" data-tone="warn">
                  Without a price, so costs are at least what is shown:{' '}
                  {data.unpriced
                    .map(({ model, responses }) => `${model} (${plural(responses, 'response')})`)
                    .join(', ')}
                  . “ses pricing set” gives one.
                </p>
              )}
              <Groups
                title="Agents"
                groups={data.by_agent}
                name={agentName}
                href={(key) => pageHref('sessions', { agent: key })}
              />
              <Groups title="Models" groups={data.by_model} name={String} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

function Groups({
  title,
  groups,
  name,
  href,
}: {
  readonly title: string
  readonly groups: readonly ReportGroup[]
  readonly name: (key: string) => string
  readonly href?: (key: string) => string
}): JSX.Element {
  const dearest = Math.max(0.01, ...groups.map(({ cost_usd }) => cost_usd ?? 0))
  const counted = groups.some(({ findings_per_session }) => findings_per_session !== null)
  return (
    <Panel title={title} flush>
      <TableFrame label={title}>
        <thead>
          <tr>
            <th>{title.slice(0, -1)}</th>
            <th class="num">Sessions</th>
            <th class="bar-cell">
              <span class="num">Cost</span>
            </th>
            <th class="num">Per session</th>
            <th class="num">Output tokens</th>
            {counted ? <th class="num">Findings per session</th> : null}
            <th>Median score</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.key}>
              <td class="name" title={group.key}>
                {href ? (
                  <a data-item href={href(group.key)}>
                    {name(group.key)}
                  </a>
                ) : (
                  name(group.key)
                )}
              </td>
              <td class="num">{count(group.sessions)}</td>
              <td class="bar-cell">
                <span class="num">{money(group.cost_usd)}</span>
                <Meter value={(group.cost_usd ?? 0) / dearest} label={`${money(group.cost_usd)} in all`} />
              </td>
              <td class="num">
                {money(group.cost_usd === null ? null : group.cost_usd / Math.max(1, group.sessions))}
              </td>
              <td class="num">{short(group.output_tokens)}</td>
              {counted ? (
                <td class="num">{group.findings_per_session === null ? '–' : group.findings_per_session.toFixed(1)}</td>
              ) : null}
              <td>
                <Grade letter={letterOf(group.median_score)} score={group.median_score} />
              </td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </Panel>
  )
}
