import type { DashboardSession } from '@ses/schema'
import type { JSX } from 'preact'
import { plural } from '../../format/count.ts'
import { CopyText } from '../../parts/copy-text.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Empty } from '../../parts/states.tsx'
import { When } from '../../parts/when.tsx'

/** States of the work tree to which one can go back, in the terminal. */
export function CheckpointsTab({ session: { checkpoints } }: { readonly session: DashboardSession }): JSX.Element {
  if (checkpoints.length === 0) {
    return (
      <Empty title="No checkpoint was taken.">
        “ses snapshot” takes one by hand; with “ses enable” one is taken before each change of an agent.
      </Empty>
    )
  }
  return (
    <Panel title="Checkpoints" flush>
      <ul class="list">
        {checkpoints.map((checkpoint) => (
          <li key={checkpoint.id}>
            <div class="list-main">
              <p class="note-title">{checkpoint.title}</p>
              <p class="meta">
                <span>{checkpoint.kind}</span>
                <When at={checkpoint.at} />
                <span>{plural(checkpoint.files_changed, 'file')} changed</span>
              </p>
            </div>
            <CopyText text={`ses rewind ${checkpoint.id}`} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
