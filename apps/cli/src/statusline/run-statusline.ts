import type { Context } from '../context.ts'
import { createStyle } from '../terminal/style.ts'
import { readSpend } from '../usage/spend.ts'
import { dayOf, openTimeZone } from '../usage/time-zone.ts'
import { readLimits } from './read-limits.ts'
import { MAX_INPUT_BYTES, readStatusInput } from './status-input.ts'
import { statusLine } from './status-line.ts'

/** Prints one line for Claude Code's status line. Whatever comes in, a line comes out and the exit code is 0. */
export async function runStatusline(context: Context): Promise<number> {
  const { host, places } = context
  const input = readStatusInput(await readText(host.stdin))
  const spend = readSpend(places.user)
  const line = statusLine(
    {
      input,
      ...(spend === undefined ? {} : { spend }),
      limits: readLimits(places),
      day: dayOf(host.now(), openTimeZone(undefined)),
      now: host.now(),
    },
    // Claude Code shows colours, and is no terminal.
    createStyle(!context.json && !host.env['NO_COLOR']),
  )
  if (context.json) context.printJson({ schema_version: 1, line })
  else context.print([line])
  return 0
}

async function readText(stdin: Context['host']['stdin']): Promise<string> {
  if (stdin.isTTY === true) return ''
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of stdin) {
    bytes += part.length
    if (bytes > MAX_INPUT_BYTES) return ''
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
