import type { Usage } from '@ses/model'
import type { Dialect, UsageReport } from '../dialect.ts'
import type { UnmeteredReason } from '../exchange.ts'
import type { JsonObject } from '../json-object.ts'
import { type BodyDecoder, createBodyDecoder } from './decode-body.ts'
import { createEventStreamReader } from './event-stream-reader.ts'
import { createJsonPicker, type JsonPicker } from './json-picker.ts'

/** What a reply told of itself. */
export interface Reading {
  readonly model?: string
  readonly usage?: Usage
  readonly unmetered?: UnmeteredReason
  /** False when more usage was to come. */
  readonly final: boolean
}

/** Looks on while a reply passes. */
export interface ReplyMeter {
  readonly write: (bytes: Buffer) => void
  /** Tells what was read, also of a reply that broke off (`whole` false). Called once. */
  readonly end: (whole: boolean, done: (reading: Reading) => void) => void
}

/** A meter for a reply with these headers. It never throws and keeps no more of the reply than its usage. */
export function createReplyMeter(
  dialect: Dialect,
  headers: { readonly type: string; readonly encoding: string },
): ReplyMeter {
  let model: string | undefined
  let reported: JsonObject | undefined
  let final = false
  const note = (report: UsageReport | undefined): void => {
    if (report === undefined) return
    model = report.model ?? model
    if (report.reported !== undefined) reported = merge(reported, report.reported)
    final ||= report.final === true
  }
  const picker = createJsonPicker(dialect.fields, (fields) => note(dialect.read(fields)))
  const read = readerOf(headers.type, picker, () => model === undefined, dialect.marks)
  let decoder: BodyDecoder | undefined = read && createBodyDecoder(headers.encoding, read)
  const told = (whole: boolean, readable: boolean): Reading => ({
    ...(model === undefined ? {} : { model }),
    ...(reported === undefined
      ? { unmetered: !whole ? 'cut' : readable ? 'not_told' : 'not_readable' }
      : { usage: dialect.usageOf(reported) }),
    final,
  })
  return {
    write: (bytes) => {
      try {
        decoder?.write(bytes)
      } catch {
        decoder = undefined
      }
    },
    end: (whole, done) => {
      if (decoder === undefined) return done(told(whole, false))
      decoder.end((readable) => {
        picker.reset()
        done(told(whole, readable))
      })
    },
  }
}

/** What takes the decoded bytes of a reply of this type; undefined for a type that is not read. */
function readerOf(
  type: string,
  picker: JsonPicker,
  wantsModel: () => boolean,
  marks: readonly string[],
): ((bytes: Buffer) => void) | undefined {
  const name = type.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (name === 'text/event-stream') {
    const reader = createEventStreamReader(picker)
    const needles = marks.map((mark) => Buffer.from(mark))
    // Nearly all of a stream is words: to look for the marks takes a tenth of the time of reading.
    return (bytes) => {
      const isWords = !wantsModel() && reader.isWhole(bytes) && !needles.some((needle) => bytes.includes(needle))
      if (!isWords) reader.write(bytes)
    }
  }
  return /^application\/(?:.+\+)?(?:json|x-ndjson|jsonl|json-seq)$/.test(name) ? picker.write : undefined
}

/** A later report stands over an earlier one, count by count; a 0 takes back nothing (gateways fill with it what they do not know). */
function merge(earlier: JsonObject | undefined, later: JsonObject): JsonObject {
  if (earlier === undefined) return later
  const merged: Record<string, unknown> = { ...earlier }
  for (const [name, value] of Object.entries(later)) {
    if (value === null || (value === 0 && merged[name] !== undefined)) continue
    merged[name] = value
  }
  return merged
}
