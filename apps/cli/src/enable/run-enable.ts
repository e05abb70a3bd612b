import {
  type ChosenCommand,
  chooseCommand,
  type DetectedAgent,
  enableAgents,
  ignoreLogs,
  inspectInstallation,
} from '@ses/capture'
import { type HookScope, mcpRegistrations } from '@ses/hooks'
import type { InstalledAgent } from '@ses/schema'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import { noteProject } from '../today/note-project.ts'
import { chooseAgents } from './choose-agents.ts'
import { installPlaces, runningSes } from './install-places.ts'
import { finishInstall } from './print-install.ts'
import { installedAgent, installedFile } from './tell-agent.ts'

/** Registers hooks for the agents that were asked for. */
export async function runEnable(context: Context, input: Input): Promise<number> {
  const chosen = chooseAgents(installPlaces(context), input.words, input.flag('all'))
  const isCheckpointed = input.flag('checkpoint')
  // Outside of a repository nothing is enabled at all.
  if (isCheckpointed) await openProjectShadow(context)
  return enable(context, input, chosen, isCheckpointed)
}

/** Registers hooks for Claude Code. */
export async function runInit(context: Context, input: Input): Promise<number> {
  return enable(context, input, chooseAgents(installPlaces(context), ['claude-code'], false))
}

async function enable(
  context: Context,
  input: Input,
  chosen: readonly DetectedAgent[],
  isCheckpointed = false,
): Promise<number> {
  const places = installPlaces(context)
  const scope: HookScope = input.flag('user') ? 'user' : 'project'
  const dryRun = input.flag('dry-run')
  const command = chooseCommand(scope, runningSes(), places)
  const other = scope === 'user' ? 'project' : 'user'
  const there = inspectInstallation(
    places,
    chosen.map(({ registration }) => registration),
  ).filter((each) => each.scope === other && each.events.length > 0)
  const isThere = (id: string): boolean => there.some(({ agent }) => agent === id)
  // One registration per event: what the user has for all projects is not registered for this one again.
  const isCovered = (id: string): boolean => scope === 'project' && isThere(id)
  const wanted = chosen.filter(({ registration }) => !isCovered(registration.agent))
  // First the line in `.gitignore`: what is recorded may hold anything.
  const ignored = scope === 'project' && wanted.length > 0 ? await ignoreLogs(places, { dryRun }) : undefined
  const changes = await enableAgents(
    places,
    wanted.map(({ registration }) => registration),
    { scope, command: command.command, dryRun },
  )
  const servers = input.flag('mcp') ? await enableMcp(context, chosen, { scope, command: command.command, dryRun }) : []
  const agents = chosen.map(({ registration, signs }): InstalledAgent => {
    const { agent, title, events } = registration
    const change = changes.find((each) => each.agent === agent)
    if (change === undefined) {
      const next = [`The hooks for all projects record it here too; \`ses disable ${agent} --user\` takes them out.`]
      return { id: agent, title, status: 'covered', signs, files: [], events, next, undo: null, error: null }
    }
    const told = installedAgent(change, { signs, events, isEnabling: true })
    if (told.status === 'failed') return told
    const twice = isThere(agent) ? [`This project has hooks of its own: \`ses disable ${agent}\` takes those out.`] : []
    const next = told.status === 'unchanged' ? twice : [...registration.next(scope), ...twice]
    return { ...told, next, undo: `ses disable ${agent}${scope === 'user' ? ' --user' : ''}` }
  })
  const hooks = isCheckpointed
    ? await (await import('./commit-hooks.ts')).enableCommitHooks(context, dryRun)
    : { files: [], notes: [] }
  const notes = [...notesOn(command, scope), ...servers, ...hooks.notes]
  if (!dryRun && scope === 'project') await noteProject(context)
  return finishInstall(
    context,
    {
      schema_version: 1,
      action: 'enable',
      scope,
      dry_run: dryRun,
      agents,
      gitignore: ignored === undefined ? null : installedFile(ignored),
      commit_hooks: hooks.files,
      removed: null,
      notes,
    },
    changes,
  )
}

/** Tells the chosen agents of the MCP server; answers what was done, a line each. */
async function enableMcp(
  context: Context,
  chosen: readonly DetectedAgent[],
  options: Parameters<typeof enableAgents>[2],
): Promise<readonly string[]> {
  const ids = new Set(chosen.map(({ registration }) => registration.agent))
  const wanted = mcpRegistrations.filter(({ agent }) => ids.has(agent))
  const changes = await enableAgents(installPlaces(context), wanted, options)
  const { scope } = options
  const told = changes.flatMap(({ title, files, error }, index) => {
    if (error !== undefined) return [`${title} was not told of the MCP server: ${error.message}`]
    const [file] = files
    const next = wanted[index]?.next(scope) ?? []
    return file === undefined ? next : [`${title} knows the MCP server by ${file.path}.`, ...next]
  })
  const byHand = [...ids].filter((id) => wanted.every(({ agent }) => agent !== id))
  return byHand.length === 0 ? told : [...told, `Register \`ses mcp\` by hand in ${byHand.join(', ')}.`]
}

function notesOn({ means }: ChosenCommand, scope: HookScope): readonly string[] {
  if (means === 'nothing') {
    return ['Nothing can start these hooks yet: install ses for good (npm install --global @ses/cli).']
  }
  if (means === 'bundle' && scope === 'project') {
    return [
      'The hooks name the path of ses on this machine and do nothing on others. With ses on the PATH, `ses enable` again writes lines that fit every machine.',
    ]
  }
  return []
}
