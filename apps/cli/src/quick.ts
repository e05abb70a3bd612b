import { list } from './commands/list.ts'
import { query } from './commands/query.ts'
import { search } from './commands/search.ts'
import { status } from './commands/status.ts'
import type { Host } from './host.ts'
import { readQuickly } from './quick-input.ts'
import { runReading } from './run-reading.ts'

/**
 * Runs the commands that people type all day when the line is a plain one; undefined for any other. It is bundled into one file:
 * the twenty chunks that the full command line is spread over take longer to open than these commands to run.
 */
export function runQuickly(args: readonly string[], host: Host): Promise<number> | undefined {
  const reading = readQuickly(args, [list, query, search, status])
  return reading === undefined ? undefined : runReading(args, host, () => reading)
}
