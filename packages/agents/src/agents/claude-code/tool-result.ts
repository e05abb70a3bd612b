import type { ToolOutcome } from '@ses/model'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import type { CallEnd } from '../../session-builder.ts'

/** Phrases with which Claude Code tells the model that a person or a rule said no. */
const DENIED = [
  "The user doesn't want to proceed with this tool use",
  "The user doesn't want to take this action right now",
  'User rejected',
  'Error: User rejected',
  'Permission to use ',
  'Permission for this action has been denied',
  'Claude requested permissions to ',
  'This command requires approval',
  'The agent proposed a plan that was rejected by the user',
]

/** Phrases for calls that never ran to their end: a person stopped them, or a call of the same batch failed first. */
const INTERRUPTED = ['[Request interrupted by user', 'Sibling tool call errored', 'Interrupted by user']

/** Reads a `tool_result` block and the structured result that the row holds beside it. */
export function readToolResult(block: JsonObject, row: JsonObject): CallEnd {
  const output = textOf(block['content'])
  const structured = objectOf(row['toolUseResult'])
  const failed = block['is_error'] === true
  const code = /^(?:Error: )?Exit code (\d{1,3})(?:\n|$)/.exec(output)
  const outcome = outcomeOf(failed, output, structured, row)
  const background = structured?.['backgroundTaskId'] !== undefined || structured?.['status'] === 'async_launched'
  const isShell = structured !== undefined && typeof structured['stdout'] === 'string'
  // A shell call without the error flag has ended with 0 unless Claude Code explains another code in its own field.
  const succeeded =
    isShell && outcome === 'ok' && !background && stringOf(structured['returnCodeInterpretation']) === undefined
  const exitCode = failed && code !== null ? Number(code[1]) : succeeded ? 0 : undefined
  const agentId = stringOf(structured?.['agentId'])
  const durationMs = numberOf(structured?.['totalDurationMs']) ?? numberOf(structured?.['durationMs'])
  const amend = amendment(structured)
  return {
    outcome,
    output,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(agentId === undefined ? {} : { childId: childIdOf(agentId) }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(background ? { background } : {}),
    ...(amend === undefined ? {} : { amend }),
  }
}

/** The session id given to a sub-agent: its file is called so too. */
export function childIdOf(agentId: string): string {
  return agentId.startsWith('agent-') ? agentId : `agent-${agentId}`
}

/** Text of a message's content: a string, or the text blocks of a list; a picture leaves a mark. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  const parts: string[] = []
  for (const item of arrayOf(content)) {
    const block = objectOf(item)
    if (typeof block?.['text'] === 'string') parts.push(block['text'])
    else if (block?.['type'] === 'image') parts.push('[image]')
    else if (typeof item === 'string') parts.push(item)
  }
  return parts.join('\n')
}

function outcomeOf(failed: boolean, output: string, structured: JsonObject | undefined, row: JsonObject): ToolOutcome {
  if (row['toolDenialKind'] !== undefined) return 'denied'
  if (structured?.['interrupted'] === true) return 'interrupted'
  if (!failed) return 'ok'
  const text = output.startsWith('<tool_use_error>') ? output.slice('<tool_use_error>'.length) : output
  if (INTERRUPTED.some((phrase) => text.startsWith(phrase))) return 'interrupted'
  if (DENIED.some((phrase) => text.startsWith(phrase)) || /^\w+:\w+ hook (?:error|blocked|denied)/.test(text))
    return 'denied'
  return 'error'
}

/** What the structured result of `Edit` and `Write` says better than the arguments. */
function amendment(structured: JsonObject | undefined): CallEnd['amend'] {
  if (structured === undefined || typeof structured['filePath'] !== 'string') return undefined
  const lines = patchLines(structured['structuredPatch'])
  if (structured['type'] === 'create') return { operation: 'create' }
  if (structured['type'] === 'update') return { operation: 'write', ...lines }
  if (structured['oldString'] === '' && structured['originalFile'] === '') return { operation: 'create' }
  return { operation: structured['oldString'] === '' ? 'create' : 'edit', ...lines }
}

function patchLines(patch: unknown): { addedLines: number; removedLines: number } | undefined {
  const hunks = arrayOf(patch)
  if (hunks.length === 0) return undefined
  let addedLines = 0
  let removedLines = 0
  for (const hunk of hunks) {
    for (const line of arrayOf(objectOf(hunk)?.['lines'])) {
      if (typeof line !== 'string') continue
      if (line.startsWith('+')) addedLines += 1
      else if (line.startsWith('-')) removedLines += 1
    }
  }
  return { addedLines, removedLines }
}
