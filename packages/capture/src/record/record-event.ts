import { join } from 'node:path'
import { type HookIdentity, type Payload, payloadForm } from '@ses/hooks'
import type { Masker } from '@ses/secrets'
import { appendLine } from './append-line.ts'
import { maskPayload } from './mask-payload.ts'
import type { RecordFs } from './record-fs.ts'
import { assertPlainFolder, sessionFolder } from './session-folder.ts'

/** One hook call. */
export interface HookEvent {
  /** Epoch milliseconds. */
  readonly at: number
  readonly agent: string
  /** Name under which the hook was registered. */
  readonly hook: string
  readonly identity: HookIdentity
  readonly payload: Payload
  /** What could not be read of the payload; kept in the line. */
  readonly faults?: readonly string[]
}

/** Where an event went. */
export interface RecordedEvent {
  /** Name of the session's folder below the store. */
  readonly folder: string
  /** True when masking failed: the event is there, without its payload. */
  readonly withheld: boolean
}

/**
 * Appends an event to its session's events.jsonl below `logs`, masked. When `masker` throws or fails nothing of the payload is written,
 * only whose event it was. Rejects when the line could not be written; then no part of it counts.
 */
export async function recordEvent(
  fs: RecordFs,
  logs: string,
  event: HookEvent,
  masker: () => Masker,
): Promise<RecordedEvent> {
  const { line, sessionId, withheld } = eventLine(event, masker)
  assertPlainFolder(logs)
  const folder = sessionFolder(logs, { agent: event.agent, sessionId })
  const path = join(logs, folder)
  assertPlainFolder(path)
  await appendLine(fs, join(path, 'events.jsonl'), line, [logs, path])
  return { folder, withheld }
}

interface EventLine {
  readonly line: string
  readonly sessionId: string
  readonly withheld: boolean
}

/** The line of an event: `{ v, at, agent, hook, session_id, payload }` in this order, and `left_out` or `faults` where something is missing. */
function eventLine(event: HookEvent, masker: () => Masker): EventLine {
  const { at, agent, payload, identity, faults = [] } = event
  const id = identity.sessionId ?? ''
  try {
    const mask = masker()
    const stored = maskPayload(payload, mask, payloadForm(agent))
    const sessionId = mask.mask(id).text
    const hook = mask.mask(event.hook.slice(0, MAX_HOOK)).text
    const line = JSON.stringify({
      v: 1,
      at,
      agent,
      hook,
      session_id: sessionId,
      ...(faults.length === 0 ? {} : { faults }),
      ...(stored.leftOut === 0 ? {} : { left_out: stored.leftOut }),
      payload: stored.payload,
    })
    return { line, sessionId, withheld: false }
  } catch {
    const hook = /^[\w.:-]{1,64}$/.test(event.hook) ? event.hook : ''
    // An id that was never looked at for secrets is kept only where it can hardly be one.
    const sessionId = /^[0-9a-f-]{36}$/i.test(id) ? id : ''
    const line = JSON.stringify({
      v: 1,
      at,
      agent,
      hook,
      session_id: sessionId,
      faults: [...faults, 'masking_failed'],
      payload: {},
    })
    return { line, sessionId, withheld: true }
  }
}

const MAX_HOOK = 128
