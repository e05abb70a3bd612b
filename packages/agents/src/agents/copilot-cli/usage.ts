import { type ModelResponse, totalTokens, type Usage } from '@ses/model'
import { countOf, type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import type { SessionBuilder } from '../../session-builder.ts'

/** Usage as Copilot CLI counts it: input holds cached tokens, output holds reasoning. */
function usageOf(usage: JsonObject): Usage {
  const input = countOf(usage['inputTokens'])
  const cacheReadTokens = countOf(usage['cacheReadTokens'])
  const cacheWriteTokens = countOf(usage['cacheWriteTokens'])
  const outputTokens = countOf(usage['outputTokens'])
  const cached = cacheReadTokens + cacheWriteTokens
  return {
    inputTokens: cached <= input ? input - cached : Math.max(0, input - cacheReadTokens),
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: 0,
    outputTokens,
    reasoningTokens: Math.min(outputTokens, countOf(usage['reasoningTokens'])),
    webSearches: 0,
  }
}

interface Entry<Text extends string> {
  readonly builder: SessionBuilder<Text>
  readonly response: ModelResponse & { readonly line: number }
}

/** What a shutdown row sums up. */
interface Sum {
  readonly line: number
  readonly at: number | undefined
  /** When the counting began; the same in every shutdown whose sums go on from the one before. */
  readonly since: string
  readonly models: readonly (readonly [string, Usage])[]
}

/**
 * The account of one session. Copilot CLI tells usage in three ways: a row per request (since about 1.0.90), sums per model when it
 * shuts down, and the output tokens of every message. The best one there is counts, the others are dropped.
 */
export class Account<Text extends string> {
  readonly #main: SessionBuilder<Text>
  readonly #requests: Entry<Text>[] = []
  readonly #messages: Entry<Text>[] = []
  readonly #sums: Sum[] = []

  constructor(main: SessionBuilder<Text>) {
    this.#main = main
  }

  /** One request's own row. */
  request(builder: SessionBuilder<Text>, usage: JsonObject, line: number, at: number | undefined): void {
    const accounting = objectOf(usage['accounting'])
    const id =
      stringOf(accounting?.['usageId']) ??
      stringOf(usage['apiCallId']) ??
      stringOf(usage['providerCallId']) ??
      `line-${line}`
    this.#requests.push({ builder, response: response(id, stringOf(usage['model']), usageOf(usage), line, at) })
  }

  /** A message that tells nothing but its output tokens. */
  message(builder: SessionBuilder<Text>, data: JsonObject, line: number, at: number | undefined): void {
    if (countOf(data['outputTokens']) === 0) return
    const id = stringOf(data['apiCallId']) ?? stringOf(data['messageId']) ?? `line-${line}`
    const usage = usageOf({ outputTokens: data['outputTokens'] })
    this.#messages.push({ builder, response: response(id, stringOf(data['model']), usage, line, at) })
  }

  /** The request that summarised the history: no other row and no sum counts it. */
  compaction(
    builder: SessionBuilder<Text>,
    usage: JsonObject,
    attempt: string,
    line: number,
    at: number | undefined,
  ): void {
    builder.response(response(`compaction:${attempt}`, stringOf(usage['model']), usageOf(usage), line, at))
  }

  /** The sums of a shutdown. */
  shutdown(data: JsonObject, line: number, at: number | undefined): void {
    const metrics = objectOf(data['modelMetrics']) ?? {}
    const models = Object.entries(metrics).flatMap(([model, metric]) => {
      const usage = objectOf(objectOf(metric)?.['usage'])
      return usage === undefined ? [] : [[model, usageOf(usage)] as const]
    })
    if (models.length > 0) this.#sums.push({ line, at, since: String(timeOf(data['sessionStartTime'])), models })
  }

  /** Hands the responses to the builders; `sessionId` makes the ids of sums unique. */
  close(sessionId: string): void {
    for (const { builder, response } of this.#requests) builder.response(response)
    const told = new Set(this.#requests.map(({ response }) => response.id))
    let covered = 0
    let from = 0
    for (const [index, sum] of this.#sums.entries()) {
      covered = sum.line
      if (this.#sums[index + 1]?.since === sum.since) this.#main.drop(sum.line, 'cumulative')
      else {
        this.#remainder(sum, from, sessionId)
        from = sum.line
      }
    }
    for (const { builder, response } of this.#messages) {
      if (response.line < covered || told.has(response.id)) builder.drop(response.line, 'repeat', response.id)
      else builder.response(response)
    }
  }

  /** Counts of a sum what no request between the lines told: all of it before there were rows per request. */
  #remainder(sum: Sum, from: number, sessionId: string): void {
    const told = this.#requests.filter(({ response: { line } }) => line > from && line < sum.line)
    const tokens = (usages: readonly Usage[]): number => usages.reduce((all, usage) => all + totalTokens(usage), 0)
    if (tokens(sum.models.map(([, usage]) => usage)) <= tokens(told.map(({ response }) => response.usage))) {
      this.#main.drop(sum.line, 'cumulative')
      return
    }
    for (const [model, usage] of sum.models) {
      const rest = told.reduce((left, { response: own }) => (own.model === model ? less(left, own.usage) : left), usage)
      const id = `shutdown:${sessionId}:${sum.since}:${model}`
      if (totalTokens(rest) > 0) {
        this.#main.response({ ...response(id, model, rest, sum.line, sum.at), aggregate: true })
      }
    }
  }
}

function less(a: Usage, b: Usage): Usage {
  return {
    inputTokens: Math.max(0, a.inputTokens - b.inputTokens),
    cacheReadTokens: Math.max(0, a.cacheReadTokens - b.cacheReadTokens),
    cacheWriteTokens: Math.max(0, a.cacheWriteTokens - b.cacheWriteTokens),
    cacheWrite1hTokens: 0,
    outputTokens: Math.max(0, a.outputTokens - b.outputTokens),
    reasoningTokens: Math.max(0, a.reasoningTokens - b.reasoningTokens),
    webSearches: 0,
  }
}

function response(
  id: string,
  model: string | undefined,
  usage: Usage,
  line: number,
  at: number | undefined,
): ModelResponse & { readonly line: number } {
  return { id, ...(model === undefined ? {} : { model }), ...(at === undefined ? {} : { at }), line, usage }
}
