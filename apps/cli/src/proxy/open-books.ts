import { randomBytes } from 'node:crypto'
import { constants, promises as fs } from 'node:fs'
import { join } from 'node:path'
import type { Exchange } from '@ses/proxy'
import { tokenCountsOf } from '@ses/schema'
import { makeFolder } from '@ses/store'
import type { Context } from '../context.ts'
import { storeEnded } from '../metered/end-session.ts'
import { hideFromGit } from '../metered/hide-from-git.ts'
import { tell } from '../metered/tell.ts'
import { noteProject } from '../today/note-project.ts'

/** Where exchanges are written down. */
export interface Books {
  /** Id of the session that they are booked to; undefined without one, or before it has begun. */
  readonly session: () => string | undefined
  readonly add: (exchange: Exchange) => void
  /** Writes what is left, and ends the session with these notes if it was begun here. */
  readonly close: (notes: string) => Promise<void>
}

/** The session to book to: one that is open already, or a new one with this task, which begins `now` or with its `first` exchange. */
export type BookedSession =
  | { readonly open: string }
  | { readonly task: string; readonly agent?: string; readonly begins: 'now' | 'first' }

/**
 * Opens the books of one proxy: a line for each exchange below `proxy/` in the store, and an event of the session, which so becomes one
 * like any other. Nothing of a request or an answer is in either. Trouble with the disk is told by `warn` and stops no exchange.
 */
export async function openBooks(
  context: Context,
  booked: BookedSession | undefined,
  warn: (line: string) => void,
): Promise<Books> {
  const { store, places, host } = context
  const id = booked !== undefined && 'open' in booked ? booked.open : `m-${randomBytes(6).toString('hex')}`
  const created = booked !== undefined && 'task' in booked ? booked : undefined
  const startedAt = host.now()
  let hasBegun = booked !== undefined && 'open' in booked
  const begin = async ({ task, agent }: NonNullable<typeof created>): Promise<void> => {
    await noteProject(context)
    const payload = { task, cwd: places.project, ...(agent === undefined ? {} : { agent }) }
    await tell(context, { id, hook: 'start', payload, at: startedAt })
    hasBegun = true
  }
  if (created?.begins === 'now') await begin(created)

  let failed = false
  let isFirst = true
  const write = async (exchange: Exchange): Promise<void> => {
    try {
      const folder = makeFolder(store, 'proxy')
      if (isFirst) hideFromGit(store.directory)
      isFirst = false
      await append(join(folder, `${id}.jsonl`), lineOf(exchange))
      const payload = booked === undefined ? undefined : payloadOf(exchange)
      if (payload === undefined) return
      if (!hasBegun && created !== undefined) await begin(created)
      await tell(context, { id, hook: 'log-ai', payload, at: exchange.at })
    } catch (error) {
      if (!failed) warn(`an exchange could not be written down: ${(error as Error).message}`)
      failed = true
    }
  }
  let queue: Promise<void> = Promise.resolve()
  return {
    session: () => (hasBegun ? id : undefined),
    add: (exchange) => {
      queue = queue.then(() => write(exchange))
    },
    close: async (notes) => {
      await queue
      if (created === undefined || !hasBegun) return
      try {
        await tell(context, { id, hook: 'end', payload: { reason: 'ended', notes } })
        await storeEnded(context, [id])
      } catch (error) {
        warn(`the session could not be ended: ${(error as Error).message}`)
      }
    },
  }
}

/** One write, so that lines of several processes never mix; a link in the place of the file is not followed. */
async function append(path: string, line: string): Promise<void> {
  const { O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_WRONLY } = constants
  const file = await fs.open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)
  try {
    await file.write(line)
  } finally {
    await file.close()
  }
}

function lineOf(exchange: Exchange): string {
  const { at, ms, firstByteMs, upstream, dialect, status, model, usage, nanoUsd, cut, unmetered } = exchange
  const line = {
    ...{ v: 1, at, ms, first_byte_ms: firstByteMs, upstream, dialect, status, model },
    usage: usage && { ...tokenCountsOf(usage), web_searches: usage.webSearches },
    cost_usd: nanoUsd === undefined ? undefined : nanoUsd / 1e9,
    ...{ cut, unmetered },
  }
  return `${JSON.stringify(line)}\n`
}

/** As `ses log-ai` tells it, with the classes of tokens that only the answer itself knows; undefined when it told none. */
function payloadOf({ upstream, model, usage }: Exchange): Readonly<Record<string, unknown>> | undefined {
  if (usage === undefined) return undefined
  return {
    provider: upstream,
    model: model ?? 'unknown',
    prompt_tokens: usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
    cached_tokens: usage.cacheReadTokens,
    cache_write_tokens: usage.cacheWriteTokens,
    cache_write_1h_tokens: usage.cacheWrite1hTokens,
    completion_tokens: usage.outputTokens,
    reasoning_tokens: usage.reasoningTokens,
    web_searches: usage.webSearches,
  }
}
