import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { recordFailure } from '@ses/capture'
import { headCommit, parseRewrites, type Rewrites, type Shadow } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import { withLock } from '@ses/store'
import type { Context } from '../context.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import { checkpointCommit } from './checkpoint-commit.ts'
import { refreshSessions } from './refresh-sessions.ts'

/** What git's hooks left to be done. */
interface Queued {
  readonly names: readonly string[]
  readonly commits: readonly string[]
  readonly rewrites: Rewrites
}

/** The worker of the hooks: nobody waits for it, and nobody sees what it prints. Several at once take turns. */
export async function runAfterCommit(context: Context): Promise<number> {
  const shadow = await openProjectShadow(context)
  const { privateDir } = shadow.repository
  const queue = join(privateDir, 'queue')
  mkdirSync(queue, { recursive: true, mode: 0o700 })
  await withLock(join(privateDir, 'after-commit.lock'), async () => {
    let work = readQueue(queue)
    // Hooks that other programs manage note nothing: then it is the commit of HEAD.
    do {
      await refreshSessions(context)
      await handle(context, shadow, work)
      for (const name of work.names) rmSync(join(queue, name), { force: true })
      work = readQueue(queue)
    } while (work.names.length > 0)
  })
  return 0
}

async function handle(context: Context, shadow: Shadow, { commits, rewrites }: Queued): Promise<void> {
  const head = await headCommit(shadow).catch(() => undefined)
  for (const commit of new Set([...commits, ...rewrites.keys(), ...(head === undefined ? [] : [head])])) {
    try {
      await checkpointCommit(context, shadow, commit, rewrites)
    } catch (error) {
      const reason = error instanceof SesError ? error.code : 'bug'
      recordFailure(context.store.directory, { at: context.host.now(), agent: '', hook: 'post-commit', reason })
      context.debug('no checkpoint', { commit, error: String(error) })
    }
  }
}

/** Files that the hooks wrote: a commit's id, or what a post-rewrite hook was told. */
function readQueue(queue: string): Queued {
  const names = readdirSync(queue).filter((name) => /^[\w.-]+\.(?:commit|rewrite)$/.test(name))
  const texts = names.map((name) => ({ name, text: readFileSync(join(queue, name), 'utf8') }))
  const commits = texts.flatMap(({ name, text }) => {
    return name.endsWith('.commit') && /^[0-9a-f]{40,64}\n?$/.test(text) ? [text.trim()] : []
  })
  const told = texts.filter(({ name }) => name.endsWith('.rewrite')).map(({ text }) => text)
  return { names, commits, rewrites: parseRewrites(told.join('\n')) }
}
