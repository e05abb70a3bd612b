import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { loadUsage } from './load-usage.ts'
import { printUsage } from './print-usage.ts'
import { readUsageRequest } from './usage-request.ts'
import { usageViews } from './usage-views.ts'

/** Prints what was used, summed up one way. */
export async function runUsage(context: Context, input: Input): Promise<number> {
  const [first, ...rest] = input.words
  if (first === 'why') return (await import('./run-why.ts')).runWhy(context, input, rest)
  const request = readUsageRequest(input, context)
  if (request === undefined) {
    const names = [...usageViews.map(({ name }) => name), 'why'].join(', ')
    throw new SesError('usage', `usage ${first}: expected one of ${names}, or a path`)
  }
  await printUsage(context, request, await loadUsage(context, request.paths))
  return 0
}
