import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { inspectInstallation } from '@ses/capture'
import { registrations } from '@ses/hooks'
import { createTranscriptDatabases, discoverTranscripts, type TranscriptDatabases } from '@ses/sources'
import { folderNames } from '@ses/store'
import type { Context } from '../../context.ts'
import { installPlaces } from '../../enable/install-places.ts'
import { agentsOf } from '../../import/choose-transcripts.ts'
import { openScanCache } from '../../import/scan-cache.ts'
import { count } from '../../terminal/amounts.ts'
import type { Check, Problem } from '../check.ts'
import { readBeginning } from '../read-beginning.ts'

/** Of each agent so many transcripts are looked into, the latest. */
const PROBED = 8
/** The first hook fires before the first line is written; times of files are rounded. */
const SLACK_MS = 5000

/** Sessions that took place here after the hooks were registered, and of which no hook told. */
export const silentHooks: Check = {
  id: 'silent-hooks',
  title: 'Hooks that are registered fire',
  inspect: async (context) => {
    const since = new Map<string, number>()
    for (const { agent, since: at } of inspectInstallation(installPlaces(context))) {
      // With both scopes the earlier one is what should have fired.
      if (at !== undefined) since.set(agent, Math.min(at, since.get(agent) ?? at))
    }
    const problems: Problem[] = []
    const databases = createTranscriptDatabases()
    try {
      for (const [agent, at] of since) {
        const silent = await silentSessions(context, agent, at, databases)
        if (silent.length > 0) problems.push(told(agent, silent))
      }
    } finally {
      databases.close()
    }
    return problems
  },
}

function told(agent: string, silent: readonly string[]): Problem {
  const { title = agent, next } = registrations.find((each) => each.agent === agent) ?? {}
  const steps = next?.('project') ?? []
  return {
    severity: 'problem',
    title: `${count(silent.length, 'session')} of ${title} since its hooks were registered, and no hook told of ${silent.length === 1 ? 'it' : 'them'}`,
    cause: `The agent has not run the hooks: it does not trust them or the folder, or was started before. The latest is ${silent[0]}.`,
    fix: `${steps.length === 0 ? 'start the agent anew' : steps.join(' ').replace(/\.$/, '')}; \`ses import\` takes in what was missed`,
  }
}

/** Ids of sessions that began here since then and have no events, the latest first. */
async function silentSessions(
  context: Context,
  agent: string,
  since: number,
  databases: TranscriptDatabases,
): Promise<string[]> {
  const { host, store, places } = context
  const machine = { env: host.env, home: host.home, platform: process.platform }
  const memory = openScanCache(context).databases
  const { transcripts } = await discoverTranscripts({ ...machine, agents: agentsOf(agent), databases, memory })
  const recent = transcripts
    .filter(({ fingerprint }) => fingerprint.mtimeMs > since + SLACK_MS)
    .sort((a, b) => b.fingerprint.mtimeMs - a.fingerprint.mtimeMs)
    .slice(0, PROBED)
  const silent: string[] = []
  for (const file of recent) {
    const { id, cwd, startedAt, parent } = (await readBeginning(file, agent, databases)).value
    // Of a sub-agent its session's hooks tell.
    if (parent !== undefined) continue
    if (cwd === undefined || startedAt === undefined || startedAt < since + SLACK_MS) continue
    const way = relative(places.project, cwd)
    if (way.startsWith('..') || id === '') continue
    const seen = folderNames(agent, id).some((name) => existsSync(join(store.directory, name, 'events.jsonl')))
    if (!seen) silent.push(id)
  }
  return silent
}
