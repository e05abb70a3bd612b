import { type Agent, agents, createTranscriptParser, type JsonObject, usageOnly } from '@ses/agents'
import { type SessionUsage, sessionUsageOf } from '@ses/pricing'
import { selectRows } from './select-rows.ts'

/** Rows looked at to tell whose file it is; the parser itself looks at as many. */
const SNIFF_ROWS = 40
/** An agent that leads by so much will not be overtaken by another one's rows. */
const CLEAR_LEAD = 3

/**
 * Who used how much in one transcript. Reads only the rows that matter where its agent tells how to find them. Never throws; a file
 * that is no transcript gives nothing.
 */
export function readUsage(bytes: Buffer, path: string): SessionUsage[] {
  const sniffed = sniffAgent(bytes)
  const hint = sniffed?.agent.transcript.usageHint
  const parts = sniffed === undefined || hint === undefined ? undefined : selectRows(bytes, hint, sniffed.end)
  const parser = createTranscriptParser(usageOnly, {
    path,
    ...(parts === undefined || sniffed === undefined ? {} : { agent: sniffed.agent }),
  })
  for (const part of parts ?? [bytes]) parser.push(part)
  const { value } = parser.end()
  return value.agent === 'unknown' ? [] : sessionUsageOf(value)
}

interface Sniffed {
  readonly agent: Agent
  /** Offset behind the rows that told. */
  readonly end: number
}

/** The agent that knows the first rows best, when it is clear beyond doubt and rows may be left out. */
function sniffAgent(bytes: Buffer): Sniffed | undefined {
  const scores = new Map<Agent, number>()
  let at = 0
  for (let rows = 0; rows < SNIFF_ROWS && at < bytes.length; ) {
    const newline = bytes.indexOf(10, at)
    const end = newline < 0 ? bytes.length : newline + 1
    const row = objectIn(bytes.toString('utf8', at, end))
    at = end
    if (row === undefined) {
      // One document over many lines, or damage at the start: the parser knows what to do.
      if (rows === 0) return undefined
      continue
    }
    rows += 1
    for (const agent of agents) {
      if (agent.transcript.format === 'text') continue
      const score = agent.transcript.recognise(row)
      if (score > 0) scores.set(agent, (scores.get(agent) ?? 0) + score)
    }
    const [first, second] = [...scores].sort(([, a], [, b]) => b - a)
    if (first !== undefined && first[1] - (second?.[1] ?? 0) >= CLEAR_LEAD) return { agent: first[0], end: at }
  }
  return undefined
}

function objectIn(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined
  } catch {
    return undefined
  }
}
