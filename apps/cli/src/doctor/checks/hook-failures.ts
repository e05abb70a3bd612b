import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FAILURE_LOGS, type HookFailure } from '@ses/capture'
import type { Context } from '../../context.ts'
import { count } from '../../terminal/amounts.ts'
import { neutralise } from '../../terminal/neutralise.ts'
import type { Check, Problem } from '../check.ts'

/** Older ones have had their time. */
const RECENT_MS = 30 * 86_400_000

/** What hooks and the worker could not do; they print nothing, so this is where it is told. */
export const hookFailures: Check = {
  id: 'hook-failures',
  title: 'Every hook call was recorded',
  inspect: async (context) => {
    const groups = new Map<string, HookFailure[]>()
    for (const failure of readFailures(context)) {
      const key = `${failure.reason} ${failure.agent}`
      groups.set(key, [...(groups.get(key) ?? []), failure])
    }
    const forget = (): void => {
      for (const path of logsOf(context)) rmSync(path, { force: true })
    }
    return [...groups.values()].map((failures) => ({ ...told(context, failures), repair: forget }))
  },
}

function told({ host }: Context, failures: readonly HookFailure[]): Problem {
  const last = failures.reduce((a, b) => (b.at > a.at ? b : a))
  const { reason, agent, hook } = last
  const [severity, cause, fix] = REASONS[reason] ?? systemError(reason)
  const days = Math.floor((host.now() - last.at) / 86_400_000)
  const when = days <= 0 ? 'in the last day' : `${count(days, 'day')} ago`
  const who = agent === '' ? hook : `${agent} ${hook}`
  return {
    severity,
    title: neutralise(`${reason}: ${count(failures.length, 'time')}, last in ${who} ${when}`),
    cause,
    fix: `${fix}; \`ses doctor --fix\` forgets what is noted here`,
  }
}

type Told = readonly [severity: Problem['severity'], cause: string, fix: string]

const ODD: Told = [
  'warning',
  'The agent called the hook with something other than the JSON it promises; what could be read was recorded.',
  'nothing, unless it happens again and again: then report it with the version of the agent',
]

const REASONS: Readonly<Record<string, Told>> = {
  empty: ODD,
  not_json: ODD,
  not_an_object: ODD,
  bad_utf8: ODD,
  control_characters: ODD,
  cut_short: ODD,
  too_large: ['warning', 'The event was larger than ses takes in; its beginning was recorded.', 'nothing'],
  stdin_left_open: ['warning', 'The agent did not close what it wrote to; the event was recorded.', 'nothing'],
  no_session_id: ['warning', 'The event names no session, so it belongs nowhere.', 'nothing, unless it happens again'],
  masking_failed: [
    'problem',
    'Masking could not be done, so the events were kept without what they say.',
    'correct `masking` in the config',
  ],
  config_invalid: ['problem', 'The config cannot be used.', 'correct what the check of the config names'],
  locked: ['warning', 'Another ses was at work there for very long.', 'nothing: the next sweep does it'],
  bug: ['problem', 'A bug in ses.', '`SES_LOG=debug ses sweep --once` tells more; please report it'],
}

function systemError(reason: string): Told {
  return [
    'problem',
    `The system refused it (${neutralise(reason)}).`,
    'check the rights of the folder and the room on the disk',
  ]
}

function readFailures(context: Context): HookFailure[] {
  const since = context.host.now() - RECENT_MS
  return logsOf(context).flatMap((path) => linesOf(path).filter(({ at }) => at >= since))
}

function logsOf({ places }: Context): string[] {
  return [places.logs, places.user].flatMap((folder) => FAILURE_LOGS.map((name) => join(folder, name)))
}

function linesOf(path: string): HookFailure[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap((line) => {
    try {
      const value = JSON.parse(line) as HookFailure | null
      const sound = [value?.agent, value?.hook, value?.reason].every((part) => typeof part === 'string')
      return value !== null && sound && typeof value.at === 'number' ? [value] : []
    } catch {
      return []
    }
  })
}
