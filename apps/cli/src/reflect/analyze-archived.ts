import { listArchive, readBytes } from '@ses/archive'
import { type AnalyzeOptions, analyzeSession, type SessionAnalysis } from '@ses/core'
import { archiveOf } from '../archive/archive-place.ts'
import type { Context } from '../context.ts'

/** Analyses a session from its archived, masked transcript; undefined when the archive holds none of it that is whole. */
export async function analyzeArchived(
  context: Context,
  { id, agent }: { readonly id: string; readonly agent: string },
  options: AnalyzeOptions,
): Promise<SessionAnalysis | undefined> {
  const archive = archiveOf(context)
  const session = listArchive(archive).sessions.find(({ head }) => head.session_id === id && head.agent === agent)
  if (session?.main === undefined) return undefined
  const subagents = session.subagents.map((file) => {
    const { source, subagent } = file.part
    return {
      input: readBytes(archive, file),
      path: source.path,
      ...(subagent?.call_id == null ? {} : { callId: subagent.call_id }),
      ...(subagent?.agent_type == null ? {} : { agentType: subagent.agent_type }),
    }
  })
  const { path } = session.main.part.source
  const analysis = await analyzeSession(readBytes(archive, session.main), { ...options, agent, path, subagents })
  return analysis.session.id === id ? analysis : undefined
}
