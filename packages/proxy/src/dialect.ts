import type { Usage } from '@ses/model'
import type { ErrorShape } from './error-reply.ts'
import type { JsonObject } from './json-object.ts'

/** How an API tells what an answer used. */
export interface Dialect {
  /** In kebab-case; pinned, because records name it. */
  readonly id: string
  readonly shape: ErrorShape
  /** Whether a POST to this path (without the query) asks a model for something that is billed by tokens. */
  readonly asks: (path: string) => boolean
  /** Fields that `read` wants to see, see `createJsonPicker`. */
  readonly fields: readonly string[]
  /** Texts of which each event that tells something of the usage holds one. */
  readonly marks: readonly string[]
  /** What one JSON object of the reply tells; undefined for nothing. */
  readonly read: (fields: JsonObject) => UsageReport | undefined
  /** The usage that the reports of a reply, merged, stand for. */
  readonly usageOf: (reported: JsonObject) => Usage
}

/** What a reply, or one event of it, tells about itself. */
export interface UsageReport {
  readonly model?: string
  /** As the API spells it. */
  readonly reported?: JsonObject
  /** True when no more usage is to come. */
  readonly final?: boolean
}

/** A report of what is there; undefined when there is nothing. */
export function reportOf(report: {
  readonly model: string | undefined
  readonly reported: JsonObject | undefined
  readonly final: boolean
}): UsageReport | undefined {
  const { model, reported, final } = report
  if (model === undefined && reported === undefined && !final) return undefined
  return {
    ...(model === undefined ? {} : { model }),
    ...(reported === undefined ? {} : { reported }),
    ...(final ? { final } : {}),
  }
}
