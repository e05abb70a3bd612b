import { lstatSync, rmSync } from 'node:fs'
import { basename, relative, sep } from 'node:path'
import { disableAgents, inspectInstallation, unignoreLogs } from '@ses/capture'
import { type HookScope, mcpRegistrations, registrations } from '@ses/hooks'
import { SesError } from '@ses/model'
import { askYes } from '../clean/ask-yes.ts'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { agentsNamed } from './choose-agents.ts'
import { installPlaces } from './install-places.ts'
import { finishInstall } from './print-install.ts'
import { installedAgent, installedFile } from './tell-agent.ts'

/** Takes hooks out, and with `--clean` everything that was recorded here. */
export async function runDisable(context: Context, input: Input): Promise<number> {
  const places = installPlaces(context)
  const scope: HookScope = input.flag('user') ? 'user' : 'project'
  const dryRun = input.flag('dry-run')
  const clean = input.flag('clean')
  if (clean && scope === 'user') throw new SesError('usage', '--clean is for a project, --user is for all')
  if (clean && input.words.length > 0) {
    throw new SesError('usage', '--clean removes what all agents recorded; name no agents with it')
  }
  const wanted = input.words.length === 0 ? registrations : agentsNamed(input.words)
  const isClean = clean && isThere(places.logs)
  if (isClean) await confirm(context, input, dryRun)
  const ids = new Set(wanted.map(({ agent }) => agent))
  const servers = mcpRegistrations.filter(({ agent }) => ids.has(agent))
  // In the order opposite to `enable`, so that a file is found as it was left.
  await disableAgents(places, servers, { scope, dryRun })
  const changes = await disableAgents(places, wanted, { scope, dryRun })
  const agents = changes
    .map((change) => installedAgent(change, { signs: [], events: [], isEnabling: false }))
    .filter(({ status }) => status !== 'unchanged' || input.words.length > 0)
  const hooks =
    scope === 'project' && input.words.length === 0
      ? await (await import('./commit-hooks.ts')).disableCommitHooks(context, dryRun)
      : { files: [], notes: [] }
  const isFailed = changes.some(({ error }) => error !== undefined)
  const isRemoved = isClean && !isFailed
  const ignored = isRemoved && !dryRun ? await unignoreLogs(places) : undefined
  if (isRemoved && !dryRun) removeLogs(places.logs)
  const elsewhere = inspectInstallation(places, wanted).filter((each) => each.scope !== scope && each.events.length > 0)
  const notes = [
    ...(agents.length === 0 && hooks.files.length === 0 && !isRemoved
      ? ['There were no hooks of ses to take out.']
      : []),
    ...(isClean && isFailed ? ['Nothing was removed, because hooks are left that would record again.'] : []),
    ...elsewhere.map(({ agent, title }) =>
      scope === 'project'
        ? `${title} is still recorded here: \`ses disable ${agent} --user\` stops that in all projects.`
        : `${title} is still recorded in this project: \`ses disable ${agent}\` stops that.`,
    ),
  ]
  return finishInstall(
    context,
    {
      schema_version: 1,
      action: 'disable',
      scope,
      dry_run: dryRun,
      agents,
      gitignore: ignored === undefined ? null : installedFile(ignored),
      commit_hooks: hooks.files,
      removed: isRemoved ? places.logs : null,
      notes,
    },
    changes,
  )
}

/** Throws unless the folder is one of ours and the user wants it gone. */
async function confirm(context: Context, input: Input, dryRun: boolean): Promise<void> {
  const { logs, project } = context.places
  const within = relative(project, logs)
  const isOurs =
    basename(logs) === '.ses-logs' || !(within === '' || within.startsWith('..') || within.includes(`:${sep}`))
  if (!isOurs || !lstatSync(logs).isDirectory()) {
    throw new SesError('unsafe', `${logs} is not a .ses-logs folder in this project; remove it by hand`)
  }
  if (dryRun || input.flag('yes')) return
  if (context.json || context.host.stdin.isTTY !== true) {
    throw new SesError('unsafe', `${logs} with every session in it would be removed; --yes removes it without asking`)
  }
  if (!(await askYes(context, `Remove ${logs} with every session in it?`))) {
    throw new SesError('unsafe', 'nothing was removed, as you said')
  }
}

function removeLogs(logs: string): void {
  try {
    rmSync(logs, { recursive: true, force: true, maxRetries: 3 })
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code
    throw new SesError('write_failed', `${logs} (${reason})`, { data: { path: logs, reason }, cause })
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
