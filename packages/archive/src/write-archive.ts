import { join } from 'node:path'
import type { Archive } from './archive.ts'
import type { SoundFile } from './archive-file.ts'
import type { ArchiveInput, PartInput, SubagentInput } from './archive-input.ts'
import { hashOf, labelOf, lockNameOf } from './archive-name.ts'
import type { ArchivedSubagent } from './archived-part.ts'
import { type ArchivedSession, filesOf } from './archived-session.ts'
import { commitPart, type PartOutcome } from './commit-part.ts'
import { findSession, sessionAt } from './find-session.ts'
import { checkMeta, readMeta, writeMeta } from './meta-file.ts'
import { removeQuietly, syncFolder } from './replace-file.ts'
import { fileName, type StagedPart, stagePart } from './staged-part.ts'
import { sweepFolder } from './sweep.ts'
import { withLock } from './with-lock.ts'

/** What became of a session that was handed to the archive. */
export interface WrittenArchive {
  /** Folder and shared name of its files: `2026/02/2026-02-27_10-00-00_shop_f608c31e`. */
  readonly name: string
  readonly outcome: PartOutcome
  /** Files that are new or were replaced, below the archive. */
  readonly written: readonly string[]
}

/**
 * Archives a session: its transcript and its sub-agents'. What the archive holds already is not read again. Every file is written beside
 * its place, synced and renamed; the meta file comes last and is made of the others. Throws `write_failed`, `locked`, and whatever the
 * texts throw; then nothing that was archived has changed, or all of a file has.
 */
export async function writeArchive(archive: Archive, input: ArchiveInput): Promise<WrittenArchive> {
  const { name, session } = findSession(archive, input.session)
  const parts = partsOf(input)
  const due = parts.filter(({ transcript, subagent }) => !holds(session, input, transcript, subagent))
  if (due.length === 0 && session !== undefined && checkMeta(archive, session) === 'fits') {
    return { name: session.name, outcome: 'unchanged', written: [] }
  }
  const staged: Staged[] = []
  try {
    for (const { transcript, subagent } of due) {
      const begins = heldPart(session, subagent)?.part.complete
      const options = { name, subagent, ...(begins === undefined ? {} : { begins }) }
      staged.push({ transcript, subagent, part: await stagePart(archive, input, transcript, options) })
    }
    return await withLock(archive, lockNameOf(name.base), () => commit(archive, input, staged))
  } finally {
    for (const { part } of staged) removeQuietly(archive.fs, part.temporary)
  }
}

/** What `writeArchive` would do, as far as can be told without reading the transcript. */
export function planArchive(archive: Archive, input: ArchiveInput): Pick<WrittenArchive, 'name' | 'outcome'> {
  const { name, session } = findSession(archive, input.session)
  const due = partsOf(input).some(({ transcript, subagent }) => !holds(session, input, transcript, subagent))
  return {
    name: `${name.folder}/${name.base}`,
    outcome: session === undefined ? 'created' : due ? 'updated' : 'unchanged',
  }
}

interface Part {
  readonly transcript: PartInput
  readonly subagent: ArchivedSubagent | null
}

interface Staged extends Part {
  readonly part: StagedPart
}

/** Sub-agents' first: a session whose own transcript is up to date has all of them. */
async function commit(archive: Archive, input: ArchiveInput, staged: readonly Staged[]): Promise<WrittenArchive> {
  // Another writer may have been faster, or have taken the name.
  const { name, session } = findSession(archive, input.session)
  const outcomes: PartOutcome[] = []
  const written: string[] = []
  const folder = join(archive.directory, name.folder)
  const meta = readMeta(archive, `${name.folder}/${name.base}`)
  const claims = typeof meta === 'object' ? [...meta.subagents, meta] : []
  for (const { transcript, subagent, part } of staged.toSorted((a, b) => rank(a) - rank(b))) {
    if (holds(session, input, transcript, subagent)) continue
    const file = heldPart(session, subagent)?.file.replace(/^.*\//s, '') ?? fileName(name, transcript, subagent)
    const claimed = claims.find((claim) => claim.file === `${name.folder}/${file}`)
    const outcome = await commitPart(archive, part, join(folder, file), claimed)
    outcomes.push(outcome)
    if (outcome === 'created' || outcome === 'updated') written.push(`${name.folder}/${file}`)
  }
  syncFolder(archive.fs, folder)
  const now = sessionAt(archive, name)
  if (now !== undefined) writeMeta(archive, now)
  sweepFolder(archive, name.folder)
  return { name: `${name.folder}/${name.base}`, outcome: overall(session, outcomes), written }
}

function rank({ subagent }: Part): number {
  return subagent === null ? 1 : 0
}

function overall(before: ArchivedSession | undefined, outcomes: readonly PartOutcome[]): PartOutcome {
  if (before === undefined && outcomes.length > 0) return 'created'
  if (outcomes.some((outcome) => outcome === 'created' || outcome === 'updated')) return 'updated'
  return outcomes.includes('older') ? 'older' : 'unchanged'
}

/** The session's own transcript first. */
function partsOf({ main, subagents = [] }: ArchiveInput): Part[] {
  const taken = new Set<string>()
  return [
    { transcript: main, subagent: null },
    ...subagents.map((transcript) => ({ transcript, subagent: subagentOf(transcript, taken) })),
  ]
}

function subagentOf({ source, agentType, callId }: SubagentInput, taken: Set<string>): ArchivedSubagent {
  const plain = labelOf(source.path)
  const label = taken.has(plain) ? `${plain}-${hashOf(source.path)}` : plain
  taken.add(label)
  return { label, agent_type: agentType ?? null, call_id: callId ?? null }
}

/** Whether some file of the session was made from that very state of the source, by the same rules. */
function holds(
  session: ArchivedSession | undefined,
  { ruleSet, session: { project } }: ArchiveInput,
  { source }: PartInput,
  subagent: ArchivedSubagent | null,
): boolean {
  if (session === undefined) return false
  return filesOf(session).some(
    ({ part }) =>
      part.subagent?.label === subagent?.label &&
      part.source.fingerprint === source.fingerprint &&
      part.rule_set === ruleSet &&
      part.project === project,
  )
}

function heldPart(session: ArchivedSession | undefined, subagent: ArchivedSubagent | null): SoundFile | undefined {
  if (subagent === null) return session?.main
  return session?.subagents.find(({ part }) => part.subagent?.label === subagent.label)
}
