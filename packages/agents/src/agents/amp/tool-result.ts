import { contentText } from '../../content-text.ts'
import { type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import type { CallEnd } from '../../session-builder.ts'

/** What a result block says of its call; undefined while the call runs. */
export function readToolResult(block: JsonObject): CallEnd | undefined {
  const run = objectOf(block['run'])
  if (run === undefined) {
    return { outcome: block['is_error'] === true ? 'error' : 'ok', output: contentText(block['content']) }
  }
  const { status } = run
  const result = objectOf(run['result'])
  const exitCode = numberOf(result?.['exitCode'])
  const output = outputOf(run['result']) ?? stringOf(objectOf(run['error'])?.['message']) ?? ''
  const end = { output, ...(exitCode === undefined ? {} : { exitCode }) }
  if (status === 'error') return { ...end, outcome: 'error' }
  if (status === 'cancelled') return { ...end, outcome: 'interrupted' }
  if (status === 'rejected-by-user') return { ...end, outcome: 'denied' }
  if (status !== 'done') return undefined
  const failed = result?.['success'] === false || (exitCode !== undefined && exitCode !== 0)
  return { ...end, outcome: failed ? 'error' : 'ok' }
}

function outputOf(result: unknown): string | undefined {
  if (typeof result === 'string') return result
  if (Array.isArray(result))
    return result.every((item) => typeof item === 'string') ? result.join('\n') : JSON.stringify(result)
  const object = objectOf(result)
  if (object === undefined) return undefined
  for (const key of ['output', 'content', 'diff']) {
    if (typeof object[key] === 'string') return object[key]
  }
  return JSON.stringify(object)
}
