import { arrayOf, type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import type { CallEnd } from '../../session-builder.ts'

/** Text of content parts: `{ kind, data }` of the second engine, `{ Text }` and `{ Json }` of the first, or a plain string. */
export function textOfParts(content: unknown): string {
  if (typeof content === 'string') return content
  const texts: string[] = []
  for (const item of arrayOf(content)) {
    const part = objectOf(item)
    const text = stringOf(part?.['Text']) ?? stringOf(part?.['data']) ?? stringOf(part?.['text'])
    if (text !== undefined) texts.push(text)
    else {
      const json = part?.['Json'] ?? (part?.['kind'] === 'json' ? part['data'] : undefined)
      if (json !== undefined) texts.push(outputOf(json))
    }
  }
  return texts.join('\n')
}

/** Reads a result; the shell tool returns its exit status and both streams as JSON. */
export function readToolResult(result: JsonObject): CallEnd {
  const failed = String(result['status'] ?? 'success').toLowerCase() === 'error'
  const exitCode = arrayOf(result['content'])
    .map(exitCodeOf)
    .find((code) => code !== undefined)
  const error = failed || (exitCode !== undefined && exitCode !== 0)
  return {
    outcome: error ? 'error' : 'ok',
    output: textOfParts(result['content']),
    ...(exitCode === undefined ? {} : { exitCode }),
  }
}

function exitCodeOf(item: unknown): number | undefined {
  const part = objectOf(item)
  const json = objectOf(part?.['Json']) ?? objectOf(part?.['data'])
  const status = json?.['exit_status'] ?? json?.['exitStatus']
  if (typeof status === 'string' && /^\d{1,3}$/.test(status)) return Number(status)
  return numberOf(status)
}

function outputOf(json: unknown): string {
  const object = objectOf(json)
  const streams = [stringOf(object?.['stdout']), stringOf(object?.['stderr'])].filter((text) => text !== undefined)
  return streams.length > 0 ? streams.join('\n') : (JSON.stringify(json) ?? '')
}
