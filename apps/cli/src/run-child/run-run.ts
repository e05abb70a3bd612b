import { basename } from 'node:path'
import { agentPlaces } from '@ses/agents'
import { SesError } from '@ses/model'
import type { RunDocument } from '@ses/schema'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { openMetering } from '../proxy/open-metering.ts'
import { readAmount } from '../proxy/read-amount.ts'
import { readUpstreams } from '../proxy/read-upstreams.ts'
import { totalsLine } from '../proxy/totals-line.ts'
import { childRoutes } from './child-env.ts'
import { startChild } from './start-child.ts'

/** Exchanges that the child has left behind are not waited for. */
const GRACE_MS = 500

/** Runs a command with its requests metered; answers with its exit code. The sums go to stderr, with --json to stdout. */
export async function runRun(context: Context, input: Input): Promise<number> {
  const [command, ...args] = input.words
  if (command === undefined || command === '') throw new SesError('usage', 'run: expected a command')
  const budget = readAmount('--budget', input.text('budget'))
  const { host } = context
  const routes = childRoutes(host.env, readUpstreams(input.text('upstream')))
  const agent = agentOf(command)
  const name = input.text('name')
  // The arguments may be a prompt: they are not written down.
  const task = name ?? `ses run ${basename(command)}`
  const metering = await openMetering(context, {
    port: 0,
    upstreams: routes.upstreams,
    ...(budget === undefined ? {} : { budget }),
    // What keeps a transcript is counted from there; a second session would count it twice.
    ...(agent === undefined ? { booked: { task, agent: basename(command), begins: 'first' } as const } : {}),
  })
  const child = startChild({
    command,
    args,
    cwd: host.cwd,
    env: { ...host.env, ...routes.variables(metering.proxy.url) },
    stdout: context.json ? 'stderr' : 'inherit',
    terminal: host.stdin.isTTY === true,
  })
  const end = await child.finally(() => metering.close(GRACE_MS))
  const totals = metering.totals()
  const refused = metering.refused()
  const document: RunDocument = {
    schema_version: 1,
    exit_code: end.code,
    signal: end.signal,
    session: metering.session() ?? null,
    transcript_agent: agent ?? null,
    budget_usd: budget ?? null,
    refused,
    totals,
  }
  if (context.json) context.printJson(document)
  else context.note(`ses: ${totalsLine(totals)}${refused === 0 ? '' : ` · ${refused} refused by the budget`}`)
  return end.code
}

/** Id of the agent that a command starts, if it keeps transcripts that `ses` reads. */
function agentOf(command: string): string | undefined {
  const name = basename(command).replace(/\.(?:exe|cmd)$/i, '')
  return agentPlaces.find(
    ({ id, transcript }) =>
      transcript.locations.length > 0 && (id === name || id.replace(/-(?:code|cli)$/, '') === name),
  )?.id
}
