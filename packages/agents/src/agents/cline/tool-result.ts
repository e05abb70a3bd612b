import { contentText } from '../../content-text.ts'
import { arrayOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import type { CallEnd } from '../../session-builder.ts'

/** Reads a result block: a list of `{ query, result, success }`, one such object as JSON text, or plain text. */
export function readToolResult(block: JsonObject): CallEnd {
  const parts = partsOf(block['content'])
  if (parts.length === 0) {
    return { outcome: block['is_error'] === true ? 'error' : 'ok', output: contentText(block['content']) }
  }
  const output = parts.map((part) => stringOf(part['result']) ?? stringOf(part['error']) ?? '').join('\n')
  const failed = block['is_error'] === true || parts.some((part) => part['success'] === false)
  const codes = parts.map(exitCodeOf)
  const code = codes.find((own) => own !== undefined && own !== 0) ?? (codes.length === 1 ? codes[0] : undefined)
  const ended = code ?? (block['name'] === 'run_commands' && !failed ? 0 : undefined)
  return { outcome: failed ? 'error' : 'ok', output, ...(ended === undefined ? {} : { exitCode: ended }) }
}

function partsOf(content: unknown): JsonObject[] {
  const value = typeof content === 'string' && content.startsWith('{') ? [parse(content)] : arrayOf(content)
  return value
    .map(objectOf)
    .filter((part) => part !== undefined && typeof part['success'] === 'boolean') as JsonObject[]
}

function exitCodeOf(part: JsonObject): number | undefined {
  const match = /^Command exited with code (\d{1,3})/.exec(stringOf(part['error']) ?? '')
  return match === null ? undefined : Number(match[1])
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
