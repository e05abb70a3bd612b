import type { TimelineEntry } from '@ses/schema'
import type { JSX } from 'preact'
import { duration } from '../../format/duration.ts'
import { money } from '../../format/money.ts'
import { Icon } from '../../parts/icon.tsx'
import { Path } from '../../parts/path.tsx'
import { Tag, toneOf } from '../../parts/tag.tsx'
import { When } from '../../parts/when.tsx'
import { sessionHref } from '../../route/route.ts'

const names: Readonly<Record<TimelineEntry['type'], string>> = {
  prompt: 'Prompt',
  context: 'Context',
  reply: 'Reply',
  thinking: 'Thinking',
  tool: 'Tool',
  compaction: 'Compaction',
  lifecycle: 'Session',
}

/** Texts longer than this many characters or lines are folded. */
const foldLength = 480
const foldLines = 8

/** One event; `aimed` is the one that the address points to. */
export function TimelineEvent({
  id,
  entry,
  aimed,
}: {
  readonly id: string
  readonly entry: TimelineEntry
  readonly aimed: boolean
}): JSX.Element {
  const failed = entry.outcome !== undefined && entry.outcome !== 'ok'
  return (
    <li class="event" data-type={entry.type} data-failed={failed || undefined} data-aimed={aimed || undefined}>
      <span class="event-icon">
        <Icon name={entry.type} size={14} />
      </span>
      <div class="event-body">
        <p class="event-head">
          <a class="event-name" data-item href={sessionHref(id, 'timeline', { at: entry.id })}>
            {entry.tool ?? names[entry.type]}
          </a>
          {failed ? <Tag tone={toneOf(entry.outcome ?? '')}>{outcomeText(entry)}</Tag> : null}
          {entry.findings?.map((finding) => (
            <Tag key={finding} tone="warn">
              {finding.replaceAll('_', ' ')}
            </Tag>
          ))}
          <span class="event-facts">
            {entry.duration_ms === undefined ? null : <span>{duration(entry.duration_ms)}</span>}
            {entry.cost_usd === undefined ? null : <span title={entry.model}>{money(entry.cost_usd)}</span>}
            <When at={entry.at} as="clock" />
          </span>
        </p>
        {entry.text === '' ? null : <Text text={entry.text} code={entry.type === 'tool'} />}
        {entry.files?.map(({ path, operation }) => (
          <p key={`${operation} ${path}`} class="event-file">
            <span class="faint">{operation}</span> <Path path={path} />
          </p>
        ))}
        {entry.output ? (
          <details class="output" open={failed}>
            <summary>Output</summary>
            <pre tabIndex={-1}>{entry.output}</pre>
          </details>
        ) : null}
        {entry.child_id === undefined ? null : (
          <p>
            <a href={sessionHref(id, 'timeline', { session: entry.child_id })}>Open the sub-agent</a>
          </p>
        )}
      </div>
    </li>
  )
}

function outcomeText({ outcome, exit_code }: TimelineEntry): string {
  return exit_code === undefined || exit_code === 0 ? (outcome ?? '') : `${outcome}, exit ${exit_code}`
}

function Text({ text, code }: { readonly text: string; readonly code: boolean }): JSX.Element {
  const kind = code ? 'event-text mono' : 'event-text'
  const cut = cutAt(text)
  if (cut >= text.length) return <div class={kind}>{text}</div>
  return (
    <details class="fold">
      <summary>
        <span class={kind}>{text.slice(0, cut)}</span>
        <span class="fold-more">… more</span>
      </summary>
      <div class={kind}>{text.slice(cut)}</div>
    </details>
  )
}

/** Where a long text is cut: at a space before the limit, where there is one near. */
function cutAt(text: string): number {
  const byLines = text
    .split('\n', foldLines + 1)
    .slice(0, foldLines)
    .join('\n').length
  const limit = Math.min(foldLength, byLines)
  if (text.length <= limit + 80) return text.length
  const space = text.lastIndexOf(' ', limit)
  return space > limit - 40 ? space : limit
}
