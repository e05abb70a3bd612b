import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { agents, parseTranscript } from '@ses/agents'
import { addUsage, noUsage, type Session, toolCallsOf, type Usage, walkSessions } from '@ses/model'

interface Row {
  files: number
  lines: number
  recognised: number
  prompts: number
  calls: number
  errors: number
  usage: Usage
  /** Response ids counted so far: forks and sub-agents' files repeat some. */
  readonly seen: Set<string>
}

/** What is read of each agent's files below the folders, as a Markdown table; a response that several files hold is counted once. */
export function agentsTable(folders: readonly string[]): string {
  const rows = new Map<string, Row>()
  let foreign = 0
  for (const path of folders.flatMap(transcriptsBelow)) {
    const { value, coverage } = parseTranscript(readFileSync(path), { path })
    if (value.agent === 'unknown' || (value.events.length === 0 && value.responses.length === 0)) {
      foreign += 1
      continue
    }
    const row = rows.get(value.agent) ?? emptyRow()
    rows.set(value.agent, row)
    row.files += 1
    row.lines += coverage.lines
    row.recognised += coverage.recognised
    for (const session of walkSessions(value)) addSession(row, session)
  }
  const order = agents.map(({ id }) => id).filter((id) => rows.has(id))
  return [
    '| agent | files | lines | recognised | prompts | tool calls | errors | input | cache read | cache write | of it 1 h | output | of it reasoning |',
    `|---|${'---:|'.repeat(12)}`,
    ...order.map((id) => line(id, rows.get(id) as Row)),
    '',
    `${foreign} other files there are no transcripts: hook logs, recorded requests, settings and state.`,
  ].join('\n')
}

function emptyRow(): Row {
  return { files: 0, lines: 0, recognised: 0, prompts: 0, calls: 0, errors: 0, usage: noUsage, seen: new Set() }
}

function addSession(row: Row, session: Session): void {
  const calls = toolCallsOf(session)
  row.prompts += session.events.filter(({ type }) => type === 'prompt').length
  row.calls += calls.length
  row.errors += calls.filter(({ outcome }) => outcome === 'error').length
  for (const { id, usage } of session.responses) {
    if (row.seen.has(id)) continue
    row.seen.add(id)
    row.usage = addUsage(row.usage, usage)
  }
}

function line(id: string, row: Row): string {
  const { usage } = row
  const tokens = [
    usage.inputTokens,
    usage.cacheReadTokens,
    usage.cacheWriteTokens,
    usage.cacheWrite1hTokens,
    usage.outputTokens,
    usage.reasoningTokens,
  ]
  const counts = [row.files, row.lines, row.recognised, row.prompts, row.calls, row.errors, ...tokens]
  return `| ${id} | ${counts.map((count) => count.toLocaleString('en-US')).join(' | ')} |`
}

function transcriptsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => /\.(?:jsonl?|md)$/.test(path) && !/requests\.jsonl$|hooks[^/]*\.jsonl?$/.test(path))
    .filter((path) => statSync(path).isFile())
    .sort()
}
