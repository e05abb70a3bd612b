import { createHash } from 'node:crypto'
import type { Archive } from './archive.ts'
import type { SoundFile } from './archive-file.ts'
import { lockNameOf } from './archive-name.ts'
import type { ArchivedSource } from './archived-part.ts'
import { type ArchivedSession, filesOf } from './archived-session.ts'
import { checkMeta, type MetaState, readMeta, writeMeta } from './meta-file.ts'
import { isDamage, readBytes } from './read-text.ts'
import { withLock } from './with-lock.ts'

/** What was found of one session. */
export interface Verdict {
  readonly session: ArchivedSession
  /** Empty for a session that is whole. */
  readonly damage: readonly Damage[]
  readonly meta: MetaState
  /** How the files that were archived stand to their sources. */
  readonly sources: readonly SourceState[]
}

export interface Damage {
  /** Below the archive. */
  readonly file: string
  readonly reason: DamageReason
}

/**
 * `facts`: the end of the file cannot be read. `gzip`: it cannot be unpacked, or too little comes out. `content`: what comes out is not
 * what was written. `missing`: the meta file names it. `meta`: the meta file says something else than the files.
 */
export type DamageReason = 'facts' | 'gzip' | 'content' | 'missing' | 'meta'

export interface SourceState {
  readonly file: string
  readonly source: string
  /** `changed`: the source is not what it was; archiving it again brings the archive up to date. */
  readonly state: 'same' | 'changed' | 'gone'
}

export interface VerifyOptions {
  /** Fingerprint of a source as it is now; undefined when it is not there. Default: sources are not looked at. */
  readonly fingerprint?: (source: ArchivedSource) => Promise<string | undefined>
  /** Writes meta files that do not fit anew. Default false. */
  readonly repair?: boolean
}

/** Reads every byte of a session's files and compares them with what was recorded. Throws only where `repair` cannot write. */
export async function verifySession(
  archive: Archive,
  session: ArchivedSession,
  options: VerifyOptions = {},
): Promise<Verdict> {
  const damage: Damage[] = session.damaged.map(({ file }) => ({ file, reason: 'facts' }))
  const sources: SourceState[] = []
  for (const file of filesOf(session)) {
    const reason = await checkContent(archive, file)
    if (reason !== undefined) damage.push({ file: file.file, reason })
    if (options.fingerprint !== undefined) sources.push(await checkSource(file, options.fingerprint))
  }
  damage.push(...missingFiles(archive, session))
  const meta = checkMeta(archive, session)
  if (options.repair === true && meta !== 'fits') {
    await withLock(archive, lockNameOf(session.name), async () => {
      writeMeta(archive, session)
    })
  } else if (meta === 'differs' && damage.length === 0) {
    damage.push({ file: `${session.name}.meta.json`, reason: 'meta' })
  }
  return { session, damage, meta, sources }
}

async function checkContent(archive: Archive, file: SoundFile): Promise<'gzip' | 'content' | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of readBytes(archive, file)) hash.update(chunk)
  } catch (error) {
    if (isDamage(error)) return 'gzip'
    throw error
  }
  return hash.digest('hex') === file.part.content.sha256 ? undefined : 'content'
}

async function checkSource(
  { file, part }: SoundFile,
  fingerprint: (source: ArchivedSource) => Promise<string | undefined>,
): Promise<SourceState> {
  const now = await fingerprint(part.source)
  const state = now === undefined ? 'gone' : now === part.source.fingerprint ? 'same' : 'changed'
  return { file, source: part.source.path, state }
}

function missingFiles(archive: Archive, session: ArchivedSession): Damage[] {
  const meta = readMeta(archive, session.name)
  const there = new Set([...filesOf(session), ...session.damaged].map(({ file }) => file))
  const named = typeof meta === 'object' ? [meta, ...meta.subagents, ...meta.earlier] : []
  const damage = named.filter(({ file }) => !there.has(file)).map(({ file }): Damage => ({ file, reason: 'missing' }))
  if (session.main === undefined && damage.length === 0 && session.damaged.length === 0) {
    damage.push({ file: `${session.name}.jsonl.gz`, reason: 'missing' })
  }
  return damage
}
