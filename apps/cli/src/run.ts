import { commands } from './commands/index.ts'
import { createContext, widthOf } from './create-context.ts'
import type { Host } from './host.ts'
import { readQuickly } from './quick-input.ts'
import { type Reading, runReading } from './run-reading.ts'
import { readVersion } from './version.ts'

/** Runs one command line, given without `node` and the script. Never throws; returns the exit code. */
export async function run(args: readonly string[], host: Host): Promise<number> {
  const [first] = args
  if (args.length === 1 && (first === '--version' || first === '-v' || first === 'version')) {
    host.stdout.write(`${readVersion()}\n`)
    return 0
  }
  return runReading(args, host, async () => readQuickly(args, commands) ?? (await readSlowly(args, host)), run)
}

async function readSlowly(args: readonly string[], host: Host): Promise<Reading> {
  const { readWithYargs } = await import('./yargs-input.ts')
  return readWithYargs(args, commands, {
    columns: widthOf(host),
    completeIds: async () => {
      const { openIndex } = await import('@ses/store')
      const { store } = await createContext(host, false)
      return openIndex(store).names()
    },
  })
}
