import type { DashboardSession } from '@ses/schema'
import type { JSX } from 'preact'
import { CopyText } from '../../parts/copy-text.tsx'
import { Empty } from '../../parts/states.tsx'
import { proseBlocks } from './prose-blocks.ts'

/** What a model wrote about the session; headings and lists are set as such, everything else is text. */
export function AiSummaryTab({
  session: { ai_summary: text, summary },
}: {
  readonly session: DashboardSession
}): JSX.Element {
  if (text === null) {
    return (
      <Empty title="No AI summary yet.">
        <CopyText text={`ses summarize ${summary.session.id}`} />
      </Empty>
    )
  }
  return (
    <article class="panel prose">
      {proseBlocks(text).map((block, i) => {
        const key = `${i} ${block.kind}`
        if (block.kind === 'heading') return <h2 key={key}>{block.text}</h2>
        if (block.kind === 'paragraph') return <p key={key}>{block.text}</p>
        if (block.kind === 'code') return <pre key={key}>{block.text}</pre>
        return (
          <ul key={key}>
            {block.items.map((item, n) => (
              <li key={`${n} ${item}`}>{item}</li>
            ))}
          </ul>
        )
      })}
    </article>
  )
}
