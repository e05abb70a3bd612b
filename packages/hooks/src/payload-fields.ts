import type { HookIdentity, HookKind, Payload } from './hook-identity.ts'

/** The first of these keys that holds a text that is not empty. */
export function textOf(payload: Payload, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = Object.hasOwn(payload, key) ? payload[key] : undefined
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

/** The object under a key; an empty one when there is none. */
export function objectOf(payload: Payload, key: string): Payload {
  const value = Object.hasOwn(payload, key) ? payload[key] : undefined
  return isObject(value) ? value : {}
}

/** The first text of the list under a key. */
export function firstTextOf(payload: Payload, key: string): string | undefined {
  const value = Object.hasOwn(payload, key) ? payload[key] : undefined
  const first: unknown = Array.isArray(value) ? value[0] : undefined
  return typeof first === 'string' && first !== '' ? first : undefined
}

/** True for what JSON calls an object. */
function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An event name as letters and digits in lower case: `PostToolUse`, `postToolUse` and `post-tool-use` are one event. */
function eventKey(event: string): string {
  return event.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** Kinds by event key, from lists of names. */
export function kindsOf(
  names: Readonly<Partial<Record<HookKind, readonly string[]>>>,
): (event: string, payload: Payload) => HookKind {
  // Made when first asked: of nine agents one is at work.
  let kinds: ReadonlyMap<string, HookKind> | undefined
  return (event, payload) => {
    kinds ??= new Map(
      Object.entries(names).flatMap(([kind, events]) =>
        events.map((name): [string, HookKind] => [eventKey(name), kind as HookKind]),
      ),
    )
    const told = textOf(payload, 'hook_event_name', 'hookName')
    return kinds.get(eventKey(event)) ?? (told === undefined ? undefined : kinds.get(eventKey(told))) ?? 'other'
  }
}

/** An identity without the keys that are absent. */
export function identity(kind: HookKind, fields: Readonly<Record<Key, string | undefined>>): HookIdentity {
  const known: { -readonly [K in Key]?: string } = {}
  for (const key of KEYS) {
    const value = fields[key]
    if (value !== undefined) known[key] = value
  }
  return { kind, ...known }
}

type Key = Exclude<keyof HookIdentity, 'kind'>

const KEYS: readonly Key[] = ['sessionId', 'transcriptPath', 'cwd', 'agentId', 'parentId', 'endReason']
