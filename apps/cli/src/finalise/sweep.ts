import { type FinaliseEffects, type SweepOptions, type SweepReport, sweepSessions } from '@ses/capture'
import { createTranscriptDatabases, type TranscriptFile } from '@ses/sources'
import { refreshIndex } from '@ses/store'
import { analysisOptions } from '../analysis/analysis-options.ts'
import type { Context } from '../context.ts'
import { ensureMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'
import { concludeSession } from './conclude-session.ts'
import { printOf } from './fingerprint-text.ts'
import { knownTranscript, searchTranscript } from './locate-transcript.ts'
import { projectSession } from './project-session.ts'

/** Finalises the sessions that hooks told of and for which something is due. Throws `config_invalid` or `masking_failed` before the first. */
export async function sweep(context: Context, options: SweepOptions): Promise<SweepReport> {
  const { masker, ...settings } = analysisOptions(
    await loadConfig(context),
    ensureMaskingKey(context.places),
    context.places,
  )
  const databases = createTranscriptDatabases()
  const files = new Map<string, TranscriptFile>()
  const effects: FinaliseEffects = {
    transcript: async (subject, search) => {
      const known = await knownTranscript(subject, databases)
      const file = known ?? (search ? await searchTranscript(context, subject, databases) : undefined)
      if (file === undefined) files.delete(subject.folder)
      else files.set(subject.folder, file)
      return file === undefined ? undefined : stateOf(file)
    },
    project: async (subject) => {
      const file = files.get(subject.folder)
      const project = (from: TranscriptFile | undefined): Promise<TranscriptFile | undefined> =>
        projectSession(context, subject, from, { ...settings, masker }, databases)
      let used = await project(file)
      if (used === undefined && file !== undefined && !subject.active) {
        // The hooks named the transcript of another session.
        const other = await searchTranscript(context, subject, databases)
        if (other !== undefined && other.path !== file.path) used = await project(other)
      }
      if (used === undefined) files.delete(subject.folder)
      else files.set(subject.folder, used)
      return used === undefined ? undefined : stateOf(used)
    },
    conclude: (subject, key) => concludeSession(context, subject, key, files.get(subject.folder), masker, databases),
  }
  try {
    const report = await sweepSessions(context.store, effects, options)
    if (report.sessions.some(({ outcome }) => outcome === 'projected' || outcome === 'finalised'))
      await refreshIndex(context.store, { lazily: true })
    return report
  } finally {
    databases.close()
  }
}

function stateOf({ path, fingerprint }: TranscriptFile): { path: string; fingerprint: string; changedAt: number } {
  return { path, fingerprint: printOf(fingerprint), changedAt: fingerprint.mtimeMs }
}
