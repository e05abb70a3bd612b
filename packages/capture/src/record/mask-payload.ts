import type { Payload, PayloadForm } from '@ses/hooks'
import type { Masker } from '@ses/secrets'
import { maskText } from './mask-text.ts'

/** A payload as it is stored. */
export interface StoredPayload {
  readonly payload: Readonly<Record<string, unknown>>
  /** Characters and items that were left out because they are many, or said in another event. */
  readonly leftOut: number
}

/** Characters kept of one text. */
const MAX_TEXT = 32_768
/** Characters kept of one event, about. */
const MAX_EVENT = 262_144
/** Characters kept of a text that is said in another event too. */
const MAX_REPEATED = 2000
const MAX_ITEMS = 2000
const MAX_NODES = 20_000
const MAX_DEPTH = 48

/**
 * Masks every text of a payload, keys included, and shortens what is too much. A text is also judged by its key and, in a list of
 * arguments, by the flag before it; a list of lines is also judged as the text the lines make.
 */
export function maskPayload(
  payload: Payload,
  masker: Masker,
  form: Pick<PayloadForm, 'repeated' | 'personal'>,
): StoredPayload {
  const personal = form.personal ?? []
  const shared =
    personal.length === 0
      ? payload
      : Object.fromEntries(Object.entries(payload).filter(([key]) => !personal.includes(key)))
  const texts = textsOf(shared)
  const walk = new Walk(texts === undefined ? masker : masker.within(texts))
  const paths = (form.repeated ?? []).map((path) => path.split('.'))
  const masked = walk.value(shared, { key: '', depth: 0, repeated: false, paths }) as Readonly<Record<string, unknown>>
  return { payload: masked, leftOut: walk.leftOut }
}

/** Every text of a payload in order, keys included, the items of a list of lines as the lines they make; undefined when it is much. */
function textsOf(payload: Payload): string | undefined {
  const texts: string[] = []
  let room = MAX_TEXT
  const gather = (value: unknown, depth: number): void => {
    if (typeof value === 'string') {
      room -= value.length
      texts.push(value)
    } else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH) {
      const list = Array.isArray(value)
      for (const key in value) {
        if (room <= 0) return
        if (!list) texts.push(key)
        room -= key.length
        gather(value[key as keyof typeof value], depth + 1)
      }
    }
  }
  gather(payload, 0)
  return room <= 0 ? undefined : texts.join('\n')
}

interface Place {
  readonly key: string
  readonly depth: number
  /** Inside something that is said in another event too. */
  readonly repeated: boolean
  /** What is left of the paths that lead to such things. */
  readonly paths: readonly (readonly string[])[]
}

class Walk {
  leftOut = 0
  readonly #masker: Masker
  #room = MAX_EVENT
  #nodes = 0

  constructor(masker: Masker) {
    this.#masker = masker
  }

  value(value: unknown, place: Place): unknown {
    this.#nodes += 1
    if (typeof value === 'string') return this.#text(value, place)
    if (typeof value !== 'object' || value === null) return value
    if (place.depth >= MAX_DEPTH || this.#nodes > MAX_NODES) {
      this.leftOut += 1
      return null
    }
    return Array.isArray(value) ? this.#list(value, place) : this.#object(value as Payload, place)
  }

  #object(object: Payload, place: Place): unknown {
    const entries: [string, unknown][] = []
    const keys = Object.keys(object)
    for (const key of keys.slice(0, MAX_ITEMS)) {
      entries.push([this.#key(key), this.value(object[key], below(place, key))])
    }
    this.leftOut += Math.max(0, keys.length - MAX_ITEMS)
    return Object.fromEntries(entries)
  }

  #key(key: string): string {
    return key.length < 12 || PLAIN_KEYS.has(key) ? key : maskText(key, MAX_REPEATED, this.#masker).text
  }

  #list(list: readonly unknown[], place: Place): unknown {
    const most = place.repeated && place.paths.some((path) => path.length === 0) ? 1 : MAX_ITEMS
    const kept = list.slice(-most)
    this.leftOut += list.length - kept.length
    const whole = this.#lines(kept)
    let flag = ''
    return whole.map((item, index) => {
      const key = flag === '' ? place.key : flag
      const masked = this.value(item, { ...below(place, String(index)), key })
      flag = typeof item === 'string' && masked === item && FLAG.test(item) ? item : ''
      return masked
    })
  }

  /** Masks what is a secret only across the items of a list of texts, such as a private key by lines. */
  #lines(list: readonly unknown[]): readonly unknown[] {
    if (list.length < 2 || !list.every((item): item is string => typeof item === 'string')) return list
    let length = 0
    let fits = 0
    for (; fits < list.length && length <= MAX_EVENT; fits++) length += (list[fits] as string).length + 1
    this.leftOut += list.length - fits
    const lines = list.slice(0, fits) as string[]
    const whole = lines.join('\n')
    const found = this.#masker.find(whole)
    let start = 0
    return lines.map((line) => {
      const end = start + line.length
      let written = ''
      let at = start
      for (const range of found) {
        const across = range.start < start ? range.end > start : range.start < end && range.end > end
        if (!across || range.end <= start || range.start >= end) continue
        written += line.slice(at - start, Math.max(at, range.start) - start)
        written += this.#masker.placeholder(range.rule, whole.slice(range.start, range.end))
        at = Math.min(end, range.end)
      }
      const text = written === '' ? line : written + line.slice(at - start)
      start = end + 1
      return text
    })
  }

  #text(text: string, { key, repeated }: Place): string {
    const limit = Math.min(repeated ? MAX_REPEATED : MAX_TEXT, Math.max(256, this.#room >> 2))
    const plain = PLAIN_KEYS.has(key)
    if (text.length > limit || plain) {
      const masked = maskText(text, limit, this.#masker)
      this.leftOut += masked.leftOut
      this.#room -= masked.text.length
      return masked.text
    }
    const masked = this.#masker.maskNamed(key, text).text
    this.#room -= masked.length
    return masked
  }
}

function below(place: Place, key: string): Place {
  const paths: (readonly string[])[] = []
  let repeated = place.repeated
  for (const [first, ...rest] of place.paths) {
    if (first !== key && first !== '*') continue
    paths.push(rest)
    if (rest.length === 0) repeated = true
  }
  return { key, depth: place.depth + 1, repeated, paths }
}

/** An argument that is nothing but a name. */
const FLAG = /^--?[A-Za-z][\w.-]{0,62}$/

/** Keys of nearly every payload that promise no secret and are none: neither they nor, by them, their values need be judged. */
export const PLAIN_KEYS: ReadonlySet<string> = new Set([
  'session_id',
  'sessionId',
  'sessionID',
  'conversation_id',
  'generation_id',
  'prompt_id',
  'turn_id',
  'message_id',
  'messageID',
  'taskId',
  'agent_id',
  'agentId',
  'parent_agent_id',
  'parentAgentId',
  'tool_use_id',
  'tool_call_id',
  'callID',
  'id',
  'hook_event_name',
  'hookName',
  'tool_name',
  'toolName',
  'transcript_path',
  'transcriptPath',
  'cwd',
  'permission_mode',
  'level',
  'model',
  'source',
  'timestamp',
  'tool_input',
  'tool_response',
  'structuredPatch',
  'originalFile',
  'file_path',
  'filePath',
  'description',
  'command',
  'stdout',
  'stderr',
])
