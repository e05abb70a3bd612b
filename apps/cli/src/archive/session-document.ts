import { type ArchivedSession, filesOf, type SoundFile } from '@ses/archive'

/** An archived session as `--json` shows it. */
export function sessionDocument(session: ArchivedSession): object {
  const { head, main, subagents, earlier, name, damaged } = session
  const files = filesOf(session)
  return {
    name,
    session_id: head.session_id,
    agent: head.agent,
    project: head.project,
    cwd: head.cwd,
    started_at: head.started_at,
    archived_at:
      files
        .map(({ part }) => part.archived_at)
        .toSorted()
        .at(-1) ?? null,
    bytes: files.reduce((sum, { part }) => sum + part.content.bytes, 0),
    archive_bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    rule_set: head.rule_set,
    transcript: main === undefined ? null : fileDocument(main),
    subagents: subagents.map(fileDocument),
    earlier: earlier.map(fileDocument),
    damaged: damaged.map(({ file }) => file),
  }
}

/** One of its files. */
function fileDocument({ file, bytes, part }: SoundFile): object {
  const { source, content, masked, receipt, subagent, format, archived_at, rule_set } = part
  return { file, archive_bytes: bytes, format, source, content, masked, receipt, subagent, archived_at, rule_set }
}
