import { usage } from './commands/usage.ts'
import { createContext } from './create-context.ts'
import type { Host } from './host.ts'
import { readQuickly } from './quick-input.ts'
import { lookAtUsage } from './usage/known-usage.ts'
import { printUsage } from './usage/print-usage.ts'
import { readUsageRequest } from './usage/usage-request.ts'

/**
 * Answers `ses usage` from what the last scan has found, when nothing has changed since; undefined for anything else, mistakes
 * included: the full command line then starts anew. It is bundled into one file without readers and prices.
 */
export async function runUsageQuickly(args: readonly string[], host: Host): Promise<number | undefined> {
  const reading = readQuickly(args, [usage])
  if (reading === undefined || reading.input.words[0] === 'why') return undefined
  try {
    const context = await createContext(host, args.includes('--json'))
    const request = readUsageRequest(reading.input, context)
    const { known } = request === undefined ? {} : await lookAtUsage(context, request.paths)
    if (request === undefined || known === undefined) return undefined
    await printUsage(context, request, known)
    return 0
  } catch {
    return undefined
  }
}
