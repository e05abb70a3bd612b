import { chooseCommand, enableAgents, type Installation, type InstallProblem, inspectInstallation } from '@ses/capture'
import { registrations } from '@ses/hooks'
import type { Context } from '../../context.ts'
import { installPlaces, runningSes } from '../../enable/install-places.ts'
import type { Check, Problem } from '../check.ts'

const CAUSES: Readonly<Record<InstallProblem['kind'], string>> = {
  unreadable: 'The agent may not be able to read it either.',
  missing_events: 'They were taken out by hand or by the agent, or come from an earlier ses.',
  twice: 'Each registration runs on its own, and every event is recorded as often.',
  untrusted: 'Codex runs only hooks whose exact text a person has approved.',
  dangling: 'ses has moved or was taken off: the hooks do nothing and say nothing.',
  switched_off: 'The agent runs no hooks at all.',
}

/** What `ses enable` wrote, as it stands in the files of the agents. */
export const hooks: Check = {
  id: 'hooks',
  title: 'Hooks are registered as they should be',
  inspect: async (context) =>
    inspectInstallation(installPlaces(context)).flatMap((installation) =>
      installation.problems.map((problem) => told(context, installation, problem)),
    ),
}

function told(context: Context, installation: Installation, { kind, message, fix }: InstallProblem): Problem {
  // What `ses enable` mends; in the scope in which the hooks are, so that nothing is registered that was not.
  const mends = fix.startsWith('ses enable ')
  return {
    severity: 'problem',
    title: message.replace(/\.$/, ''),
    cause: CAUSES[kind],
    fix: fix.startsWith('ses ') ? `\`${fix}\`` : fix,
    ...(mends ? { repair: () => enableAgain(context, installation) } : {}),
  }
}

async function enableAgain(context: Context, { agent, scope }: Installation): Promise<void> {
  const places = installPlaces(context)
  const { command } = chooseCommand(scope, runningSes(), places)
  const own = registrations.filter((registration) => registration.agent === agent)
  for (const { error } of await enableAgents(places, own, { scope, command })) if (error !== undefined) throw error
}
