import { closeSync, mkdirSync, openSync } from 'node:fs'
import { markLive, readPayload, recordEvent, recordFailure } from '@ses/capture'
import { callerOf, type HookIdentity, identifyHook, type Payload, payloadForm } from '@ses/hooks'
import type { Masker } from '@ses/secrets'
import { findPlaces, type Places } from '../project.ts'
import { eventMasker } from './event-masker.ts'
import { eventPlace } from './event-place.ts'
import { type LogArguments, readLogArguments } from './log-arguments.ts'
import type { LogHost } from './log-host.ts'
import { startSnapshot } from './start-snapshot.ts'
import { startSweep } from './start-sweep.ts'

/** An end event must be done in half a second, also when the disk hangs: Codex kills the hook after one, Claude Code after one and a half. */
const DISK_MS = 250
/** A process that is given little time finds the answer of a disk late: it is looked for once more. */
const GRACE_MS = 100
/** A writer that is silent for so long has forgotten to close; the one of an end event gets half of it. */
const SILENCE_MS = 500

/** How the recording of a call went. `late`: its time was over while the disk still worked; nothing is known of the event. */
export type LogOutcome = 'recorded' | 'withheld' | 'foreign' | 'failed' | 'late'

/** Records one hook call. Never throws and prints nothing; what goes wrong is noted for `ses doctor`. */
export async function runLog(args: readonly string[], host: LogHost): Promise<LogOutcome> {
  const read = readLogArguments(args)
  try {
    return await record(read, host, isEnd(identifyHook(read.agent, {}, read.hook)))
  } catch {
    return 'failed'
  }
}

function isEnd({ kind }: HookIdentity): boolean {
  return kind === 'session_end' || kind === 'turn_end'
}

async function record(read: LogArguments, host: LogHost, ends: boolean): Promise<LogOutcome> {
  const { agent, hook } = read
  const stdin =
    read.payload === undefined
      ? await host.stdin(ends ? SILENCE_MS / 2 : SILENCE_MS)
      : { bytes: Buffer.from(read.payload), cut: false, stalled: false }
  const { payload, faults } = readPayload(stdin.bytes, stdin.cut)
  const { length } = stdin.bytes
  const reasons = stdin.stalled ? ['stdin_left_open', ...faults] : faults
  const note = (places: Places, reason: string): void => {
    noteFailure(places, { at: host.now(), agent, hook: hook.slice(0, 64), reason, bytes: length })
  }
  if (payload === undefined) {
    for (const reason of reasons) note(findPlaces(host), reason)
    return 'failed'
  }
  const caller = callerOf(payload, host.env, agent)
  if (caller !== undefined && caller !== agent) return 'foreign'
  const identity = withSession(identifyHook(agent, payload, hook), payloadForm(agent).sessionVariable, host.env)
  const places = eventPlace(agent, identity, host)
  if (identity.sessionId === undefined) {
    note(places, 'no_session_id')
    return 'failed'
  }
  for (const reason of reasons) note(places, reason)
  const event = { at: host.now(), agent, hook: nameOf(hook, payload), identity, payload, faults: reasons }
  try {
    const masker = await maskerOrFailure(places)
    const recorded = ends
      ? await inTime(recordEvent(host.patientFs, places.logs, event, masker))
      : await recordEvent(host.promptFs, places.logs, event, masker)
    if (recorded === 'late') return 'late'
    const { folder, withheld } = recorded
    if (withheld) note(places, 'masking_failed')
    markLive({ mkdirSync, openSync, closeSync }, places.logs, folder)
    await startSnapshot(host, places.logs, folder, identity).catch(() => {})
    await startSweep(host, places.project, places.logs, identity.kind).catch(() => {})
    return withheld ? 'withheld' : 'recorded'
  } catch (error) {
    note(places, (error as NodeJS.ErrnoException).code ?? 'bug')
    return 'failed'
  }
}

/** What a disk answers, or `late` when it takes too long. */
async function inTime<T>(answer: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => {
      timer = setTimeout(() => resolve('late'), GRACE_MS)
    }, DISK_MS)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Where the payload names no session the agent's variable may. */
function withSession(identity: HookIdentity, variable: string | undefined, env: LogHost['env']): HookIdentity {
  const sessionId = identity.sessionId ?? (variable === undefined ? undefined : env[variable])
  return sessionId === undefined || sessionId === '' ? identity : { ...identity, sessionId }
}

/** The name the hook was registered under, else the one the payload gives. */
function nameOf(hook: string, payload: Payload): string {
  const told = payload['hook_event_name'] ?? payload['hookName']
  return hook === '' && typeof told === 'string' ? told : hook
}

async function maskerOrFailure(places: Places): Promise<() => Masker> {
  try {
    const masker = await eventMasker(places)
    return () => masker
  } catch (error) {
    return () => {
      throw error
    }
  }
}

/** Notes it in the project, else with the user; what can be noted nowhere is lost. */
function noteFailure(places: Places, failure: Parameters<typeof recordFailure>[1]): void {
  for (const folder of [places.logs, places.user]) {
    try {
      recordFailure(folder, failure)
      return
    } catch {
      // The next place.
    }
  }
}
