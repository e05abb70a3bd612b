import type { DashboardFile, DashboardFiles, DashboardSession } from '@ses/schema'
import type { JSX } from 'preact'
import { useResource } from '../../api/resource.ts'
import { count, plural } from '../../format/count.ts'
import { Path } from '../../parts/path.tsx'
import { Empty, Loaded } from '../../parts/states.tsx'
import { When } from '../../parts/when.tsx'
import { pageHref, sessionHref } from '../../route/route.ts'
import { Diff } from './diff.tsx'

/** So many files are open at first. */
const openFirst = 3

/** Files the session changed, with its edits. */
export function FilesTab({ session }: { readonly session: DashboardSession }): JSX.Element {
  const { id } = session.summary.session
  const files = useResource<DashboardFiles>(`/api/sessions/${encodeURIComponent(id)}/files`)
  return (
    <Loaded of={files}>
      {(data) =>
        data.files.length === 0 ? <Empty title="No file was changed." /> : <Files session={session} all={data.files} />
      }
    </Loaded>
  )
}

function Files({
  session: { summary },
  all,
}: {
  readonly session: DashboardSession
  readonly all: readonly DashboardFile[]
}): JSX.Element {
  const { id } = summary.session
  const changed = new Set(summary.changes.files.map(({ path }) => path))
  const files = all.filter(({ path }) => changed.has(path))
  const others = all.filter(({ path }) => !changed.has(path))
  return (
    <>
      <div class="toolbar">
        <span class="about">{plural(files.length, 'file')} changed</span>
        <Lines added={sum(files, 'added_lines')} removed={sum(files, 'removed_lines')} />
      </div>
      {files.map((file, i) => (
        <File key={file.path} id={id} file={file} open={i < openFirst} />
      ))}
      {others.length === 0 ? null : (
        <details class="others">
          <summary data-item>{plural(others.length, 'other file')}, temporary or outside the project</summary>
          {others.map((file) => (
            <File key={file.path} id={id} file={file} open={false} />
          ))}
        </details>
      )}
    </>
  )
}

function File({
  id,
  file,
  open,
}: {
  readonly id: string
  readonly file: DashboardFile
  readonly open: boolean
}): JSX.Element {
  return (
    <details class="panel flush file" open={open}>
      <summary data-item>
        <Path path={file.path} />
        <span class="faint">{file.category}</span>
        <Lines added={file.added_lines} removed={file.removed_lines} />
      </summary>
      {file.edits.map((edit, i) => (
        <section key={`${edit.event} ${i}`} class="edit">
          <p class="edit-head">
            <span>{edit.operation}</span>
            <When at={edit.at} as="clock" />
            <a href={sessionHref(id, 'timeline', { at: edit.event })}>In the timeline</a>
            {i === 0 ? <a href={pageHref('files', { path: file.path })}>History of the file</a> : null}
          </p>
          {edit.diff.length === 0 ? (
            <p class="about edit-none">The agent did not record the text.</p>
          ) : (
            <Diff lines={edit.diff} />
          )}
        </section>
      ))}
    </details>
  )
}

function Lines({ added, removed }: { readonly added: number; readonly removed: number }): JSX.Element {
  return (
    <span class="lines num">
      <span data-tone="good">+{count(added)}</span> <span data-tone="bad">−{count(removed)}</span>
    </span>
  )
}

function sum(files: readonly DashboardFile[], key: 'added_lines' | 'removed_lines'): number {
  return files.reduce((total, file) => total + file[key], 0)
}
