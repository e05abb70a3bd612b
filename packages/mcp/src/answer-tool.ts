import type { CallToolResult } from '@modelcontextprotocol/server'
import { boundDocument, boundText, type Cut } from './bound.ts'
import { cursorOf, offsetOf } from './cursor.ts'
import { outline } from './outline.ts'
import type { CommandOutcome, Services } from './services.ts'
import { argsOf, type Tool } from './tool.ts'

/** In UTF-16 units: an answer that fills the context of the agent helps nobody. */
const MAX_TEXT = 24_000
const MAX_DOCUMENT = 60_000

/** Runs the tool's command and shapes the answer. Whatever goes wrong is told as an answer with `isError`. */
export async function answerTool(
  tool: Tool,
  input: Readonly<Record<string, unknown>>,
  services: Services,
): Promise<CallToolResult> {
  try {
    const line = await tool.commandLine(input, services)
    const outcome = await services.run(argsOf(line, '--json'))
    const document = documentOf(outcome)
    if (document === undefined) return errorAnswer(outcome.stderr.trim() || `ended with exit code ${outcome.exit}`)
    const failure = failureOf(document)
    if (failure !== undefined) return errorAnswer(failure)
    const part = tool.list === undefined ? { document, next: null } : partOf(tool.list, document, input)
    if (part === undefined) return errorAnswer('the cursor does not fit this question: ask again without it')
    const { document: kept, cuts } = boundDocument(part.document, MAX_DOCUMENT)
    const text = tool.text === 'document' ? outline(kept) : await pageOf(tool, line, services)
    return {
      content: [{ type: 'text', text: `${boundText(text, MAX_TEXT)}${remarkOf(cuts, part.next)}` }],
      structuredContent: { result: kept, next_cursor: part.next, truncated: cuts },
    }
  } catch (error) {
    return errorAnswer(error instanceof Error ? error.message : String(error))
  }
}

async function pageOf(tool: Tool, line: Parameters<typeof argsOf>[0], services: Services): Promise<string> {
  const { stdout } = await services.run(argsOf(line, tool.text === 'md' ? '--md' : undefined))
  return stdout.trim()
}

function documentOf({ stdout }: CommandOutcome): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(stdout)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** The text of `{ error: { code, message, fix } }`. */
function failureOf({ error }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { code, message, fix } = error as Record<string, unknown>
  return [`${code}: ${message}`, ...(typeof fix === 'string' ? [`fix: ${fix}`] : [])].join('\n')
}

function errorAnswer(text: string): CallToolResult {
  return { content: [{ type: 'text', text: boundText(text, MAX_TEXT) }], isError: true }
}

/** The part of the document's list that was asked for; `undefined` when the cursor is none of this question's. */
function partOf(
  key: string,
  document: Readonly<Record<string, unknown>>,
  { cursor, limit, ...question }: Readonly<Record<string, unknown>>,
): { document: unknown; next: string | null } | undefined {
  const list = Array.isArray(document[key]) ? (document[key] as unknown[]) : []
  const asked = JSON.stringify([key, question])
  const offset = typeof cursor === 'string' ? offsetOf(cursor, asked) : 0
  if (offset === undefined) return undefined
  const end = offset + (typeof limit === 'number' ? limit : 20)
  return {
    document: { ...document, [key]: list.slice(offset, end) },
    next: end < list.length ? cursorOf(end, asked) : null,
  }
}

function remarkOf(cuts: readonly Cut[], next: string | null): string {
  const shortened = cuts.map(({ path, kept, of }) => `${path}: ${kept} of ${of}`)
  return [
    ...(shortened.length > 0 ? [`\n\nShortened: ${shortened.join(', ')}.`] : []),
    ...(next === null ? [] : [`\n\nThere is more: call again with cursor "${next}".`]),
  ].join('')
}
