import {
  type Archive,
  type ArchivedSession,
  filesOf,
  listArchive,
  type Remasker,
  type Rescan,
  rescanFile,
} from '@ses/archive'
import { SesError } from '@ses/model'
import { createMasker, type Masker, maskJsonLine } from '@ses/secrets'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { ensureMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { archiveOf } from './archive-place.ts'
import { countingMasker } from './counting-masker.ts'
import { filterArchived } from './filter-archived.ts'
import { noteDamaged } from './note-damaged.ts'

/** Looks through archives with today's rules, or, given a pseudonym, for what it reached. */
export async function runArchiveScan(context: Context, input: Input): Promise<number> {
  const [pseudonym, ...rest] = input.words
  if (rest.length > 0) throw new SesError('usage', '`ses archive scan` takes one pseudonym at most')
  const archive = archiveOf(context, input)
  const { sessions, damaged } = listArchive(archive)
  const chosen = filterArchived(sessions, context, input).slice(0, input.number('limit') ?? Number.POSITIVE_INFINITY)
  if (pseudonym !== undefined) {
    if (input.flag('rewrite')) throw new SesError('usage', '--rewrite has no meaning with a pseudonym')
    const { runBlastRadius } = await import('./run-blast-radius.ts')
    return runBlastRadius(context, archive, chosen, pseudonym)
  }
  const { masking } = await loadConfig(context)
  const masker = createMasker({ ...masking, key: ensureMaskingKey(context.places) })
  const rewrite = input.flag('rewrite')
  const { scans, unread } = await rescanAll(archive, chosen, remaskerOf(masker), rewrite)
  const finds = scans.filter(({ lines }) => lines.length > 0)
  const named = [...new Set([...damaged, ...unread])].sort()
  noteDamaged(context, named)
  if (context.json) {
    context.printJson({
      schema_version: 1,
      rule_set: masker.ruleSet,
      files: scans.length,
      findings: finds.map(({ file, found, lines, rewritten }) => ({
        session_id: file.part.session_id,
        file: file.file,
        rules: found,
        lines,
        rewritten,
      })),
      damaged: named,
    })
  } else context.print(linesOf(scans.length, finds, rewrite, context))
  return finds.some(({ rewritten }) => !rewritten) ? 1 : 0
}

async function rescanAll(
  archive: Archive,
  sessions: readonly ArchivedSession[],
  remasker: Remasker,
  rewrite: boolean,
): Promise<{ readonly scans: Rescan[]; readonly unread: string[] }> {
  const scans: Rescan[] = []
  const unread: string[] = []
  for (const file of sessions.flatMap(filesOf)) {
    try {
      scans.push(await rescanFile(archive, file, remasker, { rewrite }))
    } catch (error) {
      if (!(error instanceof SesError) || error.code !== 'unreadable') throw error
      unread.push(file.file)
    }
  }
  return { scans, unread }
}

function remaskerOf(masker: Masker): Remasker {
  return {
    ruleSet: masker.ruleSet,
    mask: (line) => {
      const counting = countingMasker(masker)
      return { text: maskJsonLine(line, counting), found: counting.counts() }
    },
  }
}

function linesOf(files: number, finds: readonly Rescan[], rewrite: boolean, { style }: Context): string[] {
  if (files === 0) return ['Nothing is archived there.']
  if (finds.length === 0) return [`${style.good('✓')} nothing found in ${count(files, 'file')} by today's rules`]
  const lines = finds.map(({ file, found, lines: at }) => {
    const rules = Object.entries(found).map(([rule, number]) => `${number} ${rule}`)
    const places = at.length > 5 ? `${at.slice(0, 5).join(', ')}, …` : at.join(', ')
    return `  ${neutralise(file.file)}: ${rules.join(', ')} (line ${places})`
  })
  const total = `${count(finds.length, 'file')} of ${files} held secrets in clear`
  return rewrite
    ? [...lines, `${style.good('✓')} ${total}; now they are masked`]
    : [...lines, `${style.warn('!')} ${total}; --rewrite masks them`]
}
