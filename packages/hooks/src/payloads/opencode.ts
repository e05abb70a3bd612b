import type { HookKind, Payload } from '../hook-identity.ts'
import { identity, kindsOf, objectOf, textOf } from '../payload-fields.ts'
import type { PayloadForm } from '../payload-form.ts'

const kindOf = kindsOf({
  start: ['session.created'],
  prompt: ['chat.message'],
  tool: ['tool.execute.before', 'tool.execute.after'],
  turn_end: ['session.idle', 'session.error'],
  session_end: ['session.deleted', 'dispose', 'server.instance.disposed'],
})

/**
 * OpenCode 1.18: a plugin hands on what its hooks were given, `{ input, output }`, or a bus event, `{ event: { type, properties } }`, as
 * `input` or by itself. A child session has an id of its own; only its creation names the parent.
 */
export const opencode: PayloadForm = {
  agent: 'opencode',
  identify: (payload, event) => {
    const bus = busEvent(payload)
    const properties = objectOf(bus, 'properties')
    const info = objectOf(properties, 'info')
    const type = textOf(bus, 'type')
    const told = kindOf(event, payload)
    const kind: HookKind = told === 'other' && type !== undefined ? kindOf(type, payload) : told
    const input = objectOf(payload, 'input')
    const sources = [payload, input, properties, info, objectOf(properties, 'part'), objectOf(payload, 'i')]
    const parentId = textOf(info, 'parentID')
    const ofSession = type?.startsWith('session.') === true
    return identity(parentId !== undefined && kind === 'start' ? 'other' : kind, {
      sessionId:
        firstOf(sources, 'sessionID', 'sessionId', 'session_id') ?? (ofSession ? textOf(info, 'id') : undefined),
      transcriptPath: undefined,
      cwd: firstOf([payload, info], 'directory', 'cwd') ?? textOf(input, 'directory'),
      agentId: undefined,
      parentId,
      endReason: kind === 'session_end' ? (textOf(payload, 'reason') ?? type ?? event) : undefined,
    })
  },
  repeated: [
    'output.messages',
    'output.system',
    'output.metadata.diff',
    'output.metadata.filediff.before',
    'output.metadata.filediff.after',
    'event.properties.diff',
    'input.event.properties.diff',
    'event.properties.info.summary.diffs',
    'input.event.properties.info.summary.diffs',
  ],
}

function busEvent(payload: Payload): Payload {
  const direct = objectOf(payload, 'event')
  return Object.hasOwn(direct, 'type') ? direct : objectOf(objectOf(payload, 'input'), 'event')
}

function firstOf(sources: readonly Payload[], ...keys: readonly string[]): string | undefined {
  for (const source of sources) {
    const found = textOf(source, ...keys)
    if (found !== undefined) return found
  }
  return undefined
}
