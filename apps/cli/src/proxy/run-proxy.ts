import { SesError } from '@ses/model'
import { defaultUpstreams } from '@ses/proxy'
import type { ProxyDocument } from '@ses/schema'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { openSession } from '../metered/told-session.ts'
import type { BookedSession } from './open-books.ts'
import { openMetering } from './open-metering.ts'
import { readAmount } from './read-amount.ts'
import { readUpstreams } from './read-upstreams.ts'
import { totalsLine } from './totals-line.ts'

const DEFAULT_PORT = 3739
/** An answer may take this long to end after Ctrl-C; a second one does not wait. */
const GRACE_MS = 30_000

/** Serves until it is told to stop. Prints where, with --json as its one document; sums go to stderr at the end. */
export async function runProxy(context: Context, input: Input): Promise<number> {
  const port = input.number('port') ?? DEFAULT_PORT
  if (!Number.isInteger(port) || port > 65_535) throw new SesError('usage', '--port: expected 0 to 65535')
  const upstreams = readUpstreams(input.text('upstream'))
  const budget = readAmount('--budget', input.text('budget'))
  const booked = bookedSession(context, input.text('session'))
  const metering = await openMetering(context, {
    port,
    upstreams,
    ...(budget === undefined ? {} : { budget }),
    ...(booked === undefined ? {} : { booked }),
  })
  const { url } = metering.proxy
  const names = [...new Set([...defaultUpstreams, ...upstreams].map(({ name }) => name))]
  const document: ProxyDocument = {
    schema_version: 1,
    url,
    port: metering.proxy.port,
    session: metering.session() ?? null,
    upstreams: names.map((name) => ({ name, url: `${url}/${name}` })),
  }
  if (context.json) context.printJson(document)
  else context.print(linesOf(document, context))
  await untilStopped(async (again) => {
    context.note('ses: stopping; answers under way may end')
    await Promise.race([metering.close(GRACE_MS), again.then(() => metering.close(0))])
  })
  const refused = metering.refused()
  context.host.stderr.write(`ses: ${totalsLine(metering.totals())}${refused === 0 ? '' : ` · ${refused} refused`}\n`)
  return 0
}

/** `--session` names the open one by its id or task, else a new one. */
function bookedSession(context: Context, name: string | undefined): BookedSession | undefined {
  if (name === undefined) return undefined
  const open = openSession(context)
  const isOpen = open !== undefined && (open.id === name || open.task === name || name === 'latest')
  return isOpen ? { open: open.id } : { task: name, begins: 'now' }
}

function linesOf({ url, session }: ProxyDocument, { style }: Context): string[] {
  return [
    `${style.strong('Listening')} at ${style.name(url)}${session === null ? '' : `, booked to ${session}`}`,
    `  export ANTHROPIC_BASE_URL=${url}/anthropic`,
    `  export OPENAI_BASE_URL=${url}/openai/v1`,
    `  export GOOGLE_GEMINI_BASE_URL=${url}/gemini`,
    style.faint('  Ctrl-C stops it'),
  ]
}

/** Waits for SIGINT or SIGTERM, then for `stop`, which learns of a second one. */
async function untilStopped(stop: (again: Promise<void>) => Promise<void>): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  let told: (() => void)[] = []
  const next = (): Promise<void> => new Promise((done) => told.push(done))
  const listener = (): void => {
    const waiting = told
    told = []
    for (const done of waiting) done()
  }
  for (const signal of signals) process.on(signal, listener)
  try {
    await next()
    await stop(next())
  } finally {
    for (const signal of signals) process.off(signal, listener)
  }
}
