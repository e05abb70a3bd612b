import type { Context } from './context.ts'
import { createContext } from './create-context.ts'
import { errorDocument, errorLines, reportError } from './error-report.ts'
import { finaliseDue } from './finalise/finalise-due.ts'
import type { Host } from './host.ts'
import type { ReadInput } from './quick-input.ts'
import { jsonText } from './terminal/json-text.ts'

/** A command line that was read, or a text that answers it. */
export type Reading = ReadInput | { readonly text: string }

/** Reads a command line and runs its command. Never throws; returns the exit code. */
export async function runReading(
  args: readonly string[],
  host: Host,
  read: () => Reading | Promise<Reading>,
  runLine?: NonNullable<Context['runLine']>,
): Promise<number> {
  // Also before the verb, and also when the line cannot be read any further.
  const json = args.includes('--json') && (!args.includes('--') || args.indexOf('--json') < args.indexOf('--'))
  try {
    const reading = await read()
    if ('text' in reading) {
      host.stdout.write(reading.text)
      return 0
    }
    const created = await createContext(host, json)
    const context = runLine === undefined ? created : { ...created, runLine }
    if (reading.command.readsSessions === true) await finaliseDue(context)
    return await reading.command.run(context, reading.input)
  } catch (error) {
    const report = reportError(error)
    if (json) host.stdout.write(`${jsonText(errorDocument(report))}\n`)
    else host.stderr.write(errorLines(report))
    if (host.env['SES_LOG'] && error instanceof Error) host.stderr.write(`${error.stack ?? ''}\n`)
    return report.exit
  }
}
