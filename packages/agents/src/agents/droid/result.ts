import { contentText } from '../../content-text.ts'
import type { JsonObject } from '../../json.ts'
import type { CallEnd } from '../../session-builder.ts'

/** Reads a result block. A failed command ends with its exit code in square brackets. */
export function readResult(block: JsonObject): CallEnd {
  const output = contentText(block['content'])
  const failed = block['is_error'] === true
  const code = /\[Process exited with code (\d{1,3})\]\s*$/.exec(output.slice(-80))
  const denied =
    failed && /^(?:Error: )?(?:Tool execution (?:cancelled|rejected) by user|User (?:cancelled|rejected))/.test(output)
  const exitCode = code === null ? undefined : Number(code[1])
  const error = failed || (exitCode !== undefined && exitCode !== 0)
  return {
    outcome: denied ? 'denied' : error ? 'error' : 'ok',
    output,
    ...(exitCode === undefined ? {} : { exitCode }),
  }
}
