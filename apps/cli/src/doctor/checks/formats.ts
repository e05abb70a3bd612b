import { recognition } from '@ses/model'
import { createTranscriptDatabases, discoverTranscripts, type TranscriptFile } from '@ses/sources'
import { readIndex, readMetadata } from '@ses/store'
import type { Context } from '../../context.ts'
import { openScanCache } from '../../import/scan-cache.ts'
import { count } from '../../terminal/amounts.ts'
import type { Check, Problem } from '../check.ts'
import { readBeginning } from '../read-beginning.ts'

/** As the readers have it: below, a file counts as one of unknown format. */
const KNOWN_SHARE = 0.5
/** Of each agent so many transcripts are looked into, the latest. */
const PROBED = 2
const RECENT_MS = 30 * 86_400_000

/** Whether what agents write today is what `ses` can read: in the store, and in the latest transcripts of this machine. */
export const formats: Check = {
  id: 'formats',
  title: 'What agents write can be read',
  inspect: async (context) => {
    const unknown = new Map<string, string[]>()
    const add = (agent: string, version: string | null | undefined, path: string): void => {
      const key = `${agent}${version ? ` ${version}` : ''}`
      unknown.set(key, [...(unknown.get(key) ?? []), path])
    }
    for (const { folder } of readIndex(context.store).index.sessions) {
      const metadata = readMetadata(context.store, folder)
      if (metadata?.coverage === undefined || recognition(metadata.coverage) >= KNOWN_SHARE) continue
      add(metadata.agent, metadata.agent_version, folder)
    }
    await probe(context, add)
    return [...unknown].map(
      ([agent, places]): Problem => ({
        severity: 'problem',
        title: `Transcripts of ${agent} are of a format that is not known: ${count(places.length, 'one', 'of them')}`,
        cause: `Fewer than half of the lines are of a kind that is known, as in ${places[0]}.`,
        fix: 'a newer ses may know it; else report it with the version of the agent',
      }),
    )
  },
}

async function probe(
  context: Context,
  add: (agent: string, version: string | null | undefined, path: string) => void,
): Promise<void> {
  const { host } = context
  const databases = createTranscriptDatabases()
  try {
    const machine = { env: host.env, home: host.home, platform: process.platform }
    const options = { ...machine, databases, memory: openScanCache(context).databases }
    const byAgent = new Map<string, TranscriptFile[]>()
    for (const file of (await discoverTranscripts(options)).transcripts) {
      if (file.agent === undefined || host.now() - file.fingerprint.mtimeMs > RECENT_MS) continue
      byAgent.set(file.agent, [...(byAgent.get(file.agent) ?? []), file])
    }
    for (const [agent, files] of byAgent) {
      const latest = files.sort((a, b) => b.fingerprint.mtimeMs - a.fingerprint.mtimeMs).slice(0, PROBED)
      for (const file of latest) {
        const { coverage, value } = await readBeginning(file, agent, databases)
        // One line may be all that there is yet.
        if (coverage.lines > 1 && recognition(coverage) < KNOWN_SHARE) add(agent, value.agentVersion, file.path)
      }
    }
  } finally {
    databases.close()
  }
}
