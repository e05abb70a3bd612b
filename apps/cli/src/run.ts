import { commands } from './commands/index.ts'
import { createContext, widthOf } from './create-context.ts'
import { errorDocument, errorLines, reportError } from './error-report.ts'
import type { Host } from './host.ts'
import { type ReadInput, readQuickly } from './quick-input.ts'
import { jsonText } from './terminal/json-text.ts'
import { readVersion } from './version.ts'

/** Runs one command line, given without `node` and the script. Never throws; returns the exit code. */
export async function run(args: readonly string[], host: Host): Promise<number> {
  const [first] = args
  if (args.length === 1 && (first === '--version' || first === '-v' || first === 'version')) {
    host.stdout.write(`${readVersion()}\n`)
    return 0
  }
  // Also before the verb, and also when the line cannot be read any further.
  const json = args.includes('--json') && (!args.includes('--') || args.indexOf('--json') < args.indexOf('--'))
  try {
    const reading = readQuickly(args, commands) ?? (await readSlowly(args, host))
    if ('text' in reading) {
      host.stdout.write(reading.text)
      return 0
    }
    return await reading.command.run(await createContext(host, json), reading.input)
  } catch (error) {
    const report = reportError(error)
    if (json) host.stdout.write(`${jsonText(errorDocument(report))}\n`)
    else host.stderr.write(errorLines(report))
    if (host.env['SES_LOG'] && error instanceof Error) host.stderr.write(`${error.stack ?? ''}\n`)
    return report.exit
  }
}

async function readSlowly(args: readonly string[], host: Host): Promise<ReadInput | { readonly text: string }> {
  const { readWithYargs } = await import('./yargs-input.ts')
  return readWithYargs(args, commands, {
    columns: widthOf(host),
    completeIds: async () => {
      const { listSessions } = await import('@ses/store')
      const { store } = await createContext(host, false)
      return (await listSessions(store)).index.sessions.map(({ folder }) => folder)
    },
  })
}
