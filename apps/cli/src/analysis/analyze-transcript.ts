import { type AnalyzeOptions, analyzeSession, type SessionAnalysis } from '@ses/core'
import { SesError } from '@ses/model'
import { type ReadTranscriptOptions, readTranscript, type TranscriptFile } from '@ses/sources'

/** Analyses a transcript and its sub-agents' files, streaming. Throws `unknown_format` when no agent is known to write such a file. */
export async function analyzeTranscript(
  file: TranscriptFile,
  options: AnalyzeOptions,
  reading: ReadTranscriptOptions = {},
): Promise<SessionAnalysis> {
  const subagents = file.subagents.map(({ parts, ...subagent }) => ({
    ...subagent,
    input: readTranscript({ path: subagent.path, ...(parts === undefined ? {} : { parts }) }, reading),
  }))
  const analysis = await analyzeSession(readTranscript(file, reading), { ...options, path: file.path, subagents })
  return checkKnown(analysis, file.path)
}

/** The analysis, unless nothing in it is known. */
export function checkKnown(analysis: SessionAnalysis, name: string): SessionAnalysis {
  if (analysis.coverage.lines === 0) throw new SesError('unknown_format', `${name} holds no line of a transcript`)
  if (analysis.session.agent === 'unknown') throw new SesError('unknown_format', name, { data: { path: name } })
  return analysis
}
