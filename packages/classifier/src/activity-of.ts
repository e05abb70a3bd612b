import { type CommandKind, commandKinds, type Session } from '@ses/model'
import { type Call, factsOf, type SessionFacts } from './session-facts.ts'

/** What a session did, counted. */
export interface Activity {
  /** Calls per tool name as the agent wrote it, sub-agents included, the most used first. */
  readonly tools: Readonly<Record<string, number>>
  /** Commands by what they do, each once in order of first use, at most 20 per kind and 200 characters each. */
  readonly commands: Readonly<Partial<Record<CommandKind, readonly string[]>>>
  /** Calls that ended in an error, in order, at most 50. */
  readonly errors: readonly ActivityError[]
}

/** A call that failed. */
export interface ActivityError {
  readonly event: string
  readonly tool: string
  /** The failed command, where it was one; at most 120 characters. */
  readonly command?: string
  /** The telling line of what the tool returned, at most 200 characters; empty when nothing was kept of it. */
  readonly message: string
}

const MAX_PER_KIND = 20
const MAX_ERRORS = 50

/** Counts tools, groups commands and lists errors. */
export function activityOf(session: Session): Activity {
  return activityOfFacts(factsOf(session))
}

/** As `activityOf`, from facts already gathered. */
export function activityOfFacts(facts: SessionFacts): Activity {
  const tools = new Map<string, number>()
  const commands = new Map<CommandKind, Set<string>>()
  const errors: ActivityError[] = []
  for (const { call, event } of facts.calls) {
    tools.set(call.name, (tools.get(call.name) ?? 0) + 1)
    if (call.command !== undefined) groupCommand(call.command, call.commandKinds, commands)
    if (call.outcome === 'error' && errors.length < MAX_ERRORS) errors.push(errorOf({ call, event }))
  }
  return {
    tools: Object.fromEntries([...tools].sort((a, b) => b[1] - a[1])),
    commands: Object.fromEntries([...commands].map(([kind, lines]) => [kind, [...lines]])),
    errors,
  }
}

/** Kinds that mostly serve another command of the same line: filters, probes, redirections. */
const SERVING: ReadonlySet<CommandKind> = new Set(['read', 'search', 'list', 'edit', 'process', 'run', 'other'])

/** A chain of plain commands is cut at its operators, pipes after their first command; one with quotes or here-documents is kept whole. */
function groupCommand(
  line: string,
  kinds: readonly CommandKind[] | undefined,
  into: Map<CommandKind, Set<string>>,
): void {
  const own = kinds ?? commandKinds(line)
  const add = (kind: CommandKind, text: string): void => {
    const lines = into.get(kind) ?? new Set()
    into.set(kind, lines)
    if (lines.size < MAX_PER_KIND) lines.add(oneLine(text, 200))
  }
  const text = line.replace(/^\s*cd [^\s&;|'"]+ *(?:&&|;) */, '')
  if (own.length > 1 && line.length <= 2000 && !/['"`$<(\n\\]/.test(line)) {
    for (const part of text.split(/&&|\|\||;/)) {
      const command = (part.split('|')[0] ?? '').trim()
      const [first] = commandKinds(command)
      if (first !== undefined) add(first, command)
    }
    return
  }
  const main = own.filter((kind) => !SERVING.has(kind))
  for (const kind of main.length > 0 ? main : own.slice(0, 1)) add(kind, text)
}

function errorOf({ call, event }: Call): ActivityError {
  const command = call.command === undefined ? {} : { command: oneLine(call.command, 120) }
  return { event, tool: call.name, ...command, message: tellingLine(call.output ?? '') }
}

/** The first line that names an error among the first and last parts of an output, else its first line. */
function tellingLine(output: string): string {
  const ends = output.length > 4000 ? `${output.slice(0, 2000)}\n${output.slice(-2000)}` : output
  const lines = ends
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:Exit code|Process exited|<\/?\w+>$)/i.test(line))
  const telling = lines.find((line) =>
    /\b(?:error|failed|failure|fatal|panic|exception|not found|denied|cannot|no such)\b/i.test(line),
  )
  return oneLine(telling ?? lines[0] ?? '', 200)
}

function oneLine(text: string, limit: number): string {
  const line = text
    .slice(0, limit * 4)
    .replace(/<\/?tool_use_error>/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return line.length <= limit ? line : `${line.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
