import { type Archive, listArchive, resolveArchived, sweepArchive, type Verdict, verifySession } from '@ses/archive'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { archiveOf } from './archive-place.ts'
import { currentSources } from './current-sources.ts'
import { filterArchived } from './filter-archived.ts'

const REASONS = {
  facts: 'its end cannot be read',
  gzip: 'it cannot be unpacked to its end',
  content: 'its text is not what was written',
  missing: 'it is missing',
  meta: 'it says something else than the files (--repair writes it anew)',
} as const

/** Checks archives byte for byte; exit code 1 when one is damaged. */
export async function runArchiveVerify(context: Context, input: Input): Promise<number> {
  const archive = archiveOf(context, input)
  const { sessions, damaged, temporary } = listArchive(archive)
  const [wanted] = input.words
  const chosen = wanted === undefined ? filterArchived(sessions, context, input) : [resolveArchived(sessions, wanted)]
  const verdicts: Verdict[] = []
  const fingerprint = currentSources()
  for (const session of chosen.slice(0, input.number('limit') ?? Number.POSITIVE_INFINITY)) {
    verdicts.push(await verifySession(archive, session, { fingerprint, repair: input.flag('repair') }))
  }
  // Files of which nothing is known belong to no session, and so to every selection but that of one session.
  const known = new Set(sessions.flatMap((session) => session.damaged.map(({ file }) => file)))
  const lost = wanted === undefined ? damaged.filter((file) => !known.has(file)) : []
  const damage = [
    ...verdicts.flatMap((verdict) => verdict.damage),
    ...lost.map((file) => ({ file, reason: 'facts' as const })),
  ]
  const swept = input.flag('repair') ? sweepArchive(archive) : []
  const leftovers = temporary.filter((file) => !swept.includes(file))
  const sources = verdicts.flatMap((verdict) => verdict.sources)
  const stale = verdicts.filter(({ meta }) => meta === 'stale').map(({ session }) => session.name)
  if (context.json) {
    context.printJson({
      schema_version: 1,
      sessions: verdicts.length,
      files: sources.length,
      damage,
      stale_meta: stale,
      sources: sources.filter(({ state }) => state !== 'same'),
      leftovers,
    })
  } else context.print(linesOf({ verdicts, damage, stale, sources, leftovers }, archive, context, input.flag('repair')))
  return damage.length > 0 ? 1 : 0
}

interface Found {
  readonly verdicts: readonly Verdict[]
  readonly damage: Verdict['damage']
  readonly stale: readonly string[]
  readonly sources: Verdict['sources']
  readonly leftovers: readonly string[]
}

function linesOf(found: Found, archive: Archive, { style }: Context, repaired: boolean): string[] {
  const { verdicts, damage, stale, sources, leftovers } = found
  if (verdicts.length === 0 && damage.length === 0) return ['Nothing is archived there.']
  const number = (state: string): number => sources.filter((source) => source.state === state).length
  const lines = damage.map(({ file, reason }) => `${style.bad('✗')} ${neutralise(file)}: ${REASONS[reason]}`)
  const whole = verdicts.filter((verdict) => verdict.damage.length === 0).length
  lines.push(
    `${damage.length === 0 ? style.good('✓') : style.warn('!')} ${whole} of ${count(verdicts.length, 'session')} whole in ${style.name(archive.directory)}`,
    style.faint(`  sources: ${number('same')} as archived, ${number('changed')} changed since, ${number('gone')} gone`),
  )
  if (stale.length > 0) {
    lines.push(
      `${style.warn('!')} ${count(stale.length, 'meta file')} behind ${repaired ? '(now written anew)' : '(--repair writes them anew)'}`,
    )
  }
  if (leftovers.length > 0)
    lines.push(style.faint(`  ${count(leftovers.length, 'file')} of writes under way or cut short`))
  return lines
}
