import type { ModelResponse } from '@ses/model'
import type { SessionUsage } from '@ses/pricing'

/** Sessions of one file as arrays: a third of the size of objects, and read as much faster. */
export type PackedRows = readonly PackedSession[]

type PackedSession = readonly [
  agent: string,
  id: string,
  parentId: string | 0,
  project: string | 0,
  startedAt: number,
  endedAt: number,
  names: readonly string[],
  responses: readonly PackedResponse[],
]

/** Texts that many responses share are numbers into `names`, counted from 1. */
type PackedResponse = readonly [
  id: string,
  requestId: string | 0,
  model: number,
  provider: number,
  copiedFrom: number,
  aggregate: 0 | 1,
  at: number,
  input: number,
  cacheRead: number,
  cacheWrite: number,
  cacheWrite1h: number,
  output: number,
  reasoning: number,
  searches: number,
  /** -1 where none was told. */
  costUsd: number,
]

export function packRows(sessions: readonly SessionUsage[]): PackedRows {
  return sessions.map((session): PackedSession => {
    const names: string[] = []
    const nameOf = (text: string | undefined): number => {
      if (text === undefined) return 0
      const known = names.indexOf(text)
      return known < 0 ? names.push(text) : known + 1
    }
    const responses = session.responses.map(
      ({ id, requestId, model, provider, copiedFrom, aggregate, at, costUsd, usage }): PackedResponse => {
        const suffix = requestId === undefined ? '' : `:${requestId}`
        const named = suffix !== '' && id.endsWith(suffix)
        return [
          named ? id.slice(0, -suffix.length) : id,
          named ? (requestId as string) : 0,
          nameOf(model),
          nameOf(provider),
          nameOf(copiedFrom),
          aggregate === true ? 1 : 0,
          at ?? -1,
          usage.inputTokens,
          usage.cacheReadTokens,
          usage.cacheWriteTokens,
          usage.cacheWrite1hTokens,
          usage.outputTokens,
          usage.reasoningTokens,
          usage.webSearches,
          costUsd ?? -1,
        ]
      },
    )
    return [
      session.agent,
      session.id,
      session.parentId ?? 0,
      session.project ?? 0,
      session.startedAt ?? -1,
      session.endedAt ?? -1,
      names,
      responses,
    ]
  })
}

/** Undefined for rows of any other shape: a cache that something else wrote to. */
export function unpackRows(rows: unknown): SessionUsage[] | undefined {
  if (!Array.isArray(rows) || !rows.every(isPackedSession)) return undefined
  return (rows as PackedRows).map(([agent, id, parentId, project, startedAt, endedAt, names, responses]) => ({
    agent,
    id,
    ...(parentId === 0 ? {} : { parentId }),
    ...(project === 0 ? {} : { project }),
    ...(startedAt < 0 ? {} : { startedAt }),
    ...(endedAt < 0 ? {} : { endedAt }),
    responses: responses.map((packed) => unpackResponse(packed, names)),
  }))
}

function isPackedSession(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 8) return false
  const [agent, id, parentId, project, startedAt, endedAt, names, responses] = value as unknown[]
  return (
    typeof agent === 'string' &&
    typeof id === 'string' &&
    isTextOrNone(parentId) &&
    isTextOrNone(project) &&
    typeof startedAt === 'number' &&
    typeof endedAt === 'number' &&
    Array.isArray(names) &&
    names.every((name) => typeof name === 'string') &&
    Array.isArray(responses) &&
    responses.every((response) => isPackedResponse(response, names.length))
  )
}

const COLUMNS = 15
const FIRST_NAME = 2
const LAST_NAME = 4

function isPackedResponse(value: unknown, names: number): boolean {
  if (!Array.isArray(value) || value.length !== COLUMNS) return false
  if (typeof value[0] !== 'string' || !isTextOrNone(value[1])) return false
  for (let column = 2; column < COLUMNS; column += 1) {
    const number: unknown = value[column]
    if (typeof number !== 'number') return false
    const isName = column >= FIRST_NAME && column <= LAST_NAME
    if (isName && !(Number.isInteger(number) && number >= 0 && number <= names)) return false
  }
  return true
}

function isTextOrNone(value: unknown): boolean {
  return value === 0 || typeof value === 'string'
}

function unpackResponse(packed: PackedResponse, names: readonly string[]): ModelResponse {
  const [id, requestId, model, provider, copiedFrom, aggregate, at] = packed
  const [input, cacheRead, cacheWrite, cacheWrite1h, output, reasoning, searches, costUsd = -1] = packed.slice(
    7,
  ) as number[]
  return {
    id: requestId === 0 ? id : `${id}:${requestId}`,
    ...(requestId === 0 ? {} : { requestId }),
    ...(model === 0 ? {} : { model: names[model - 1] as string }),
    ...(provider === 0 ? {} : { provider: names[provider - 1] as string }),
    ...(copiedFrom === 0 ? {} : { copiedFrom: names[copiedFrom - 1] as string }),
    ...(aggregate === 1 ? { aggregate: true as const } : {}),
    ...(at < 0 ? {} : { at }),
    ...(costUsd < 0 ? {} : { costUsd }),
    usage: {
      inputTokens: input as number,
      cacheReadTokens: cacheRead as number,
      cacheWriteTokens: cacheWrite as number,
      cacheWrite1hTokens: cacheWrite1h as number,
      outputTokens: output as number,
      reasoningTokens: reasoning as number,
      webSearches: searches as number,
    },
  }
}
