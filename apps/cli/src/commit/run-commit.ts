import { spawn } from 'node:child_process'
import { headCommit } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import { listSessions } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import { checkpointCommit } from './checkpoint-commit.ts'
import { commitCheckpointDocument } from './commit-document.ts'
import { checkpointLines } from './commit-lines.ts'
import { gitEnvironmentOf } from './git-environment.ts'
import { refreshSessions } from './refresh-sessions.ts'

/** So many sessions at work are named in a message. */
const MOST_TRAILERS = 5

/** Commits what is staged, with the user's own git, and keeps the sessions of HEAD beside it. */
export async function runCommit(context: Context, input: Input): Promise<number> {
  const shadow = await openProjectShadow(context)
  await refreshSessions(context)
  const committed = await commit(context, input)
  const head = await headCommit(shadow)
  const written = await checkpointCommit(context, shadow, head)
  if (context.json) {
    context.printJson({
      schema_version: 1,
      commit: head,
      committed,
      checkpoints: written.map(commitCheckpointDocument),
    })
    return 0
  }
  const { style } = context
  context.print(
    written.length === 0
      ? [`${head.slice(0, 12)}: no session to keep that is not kept already`]
      : [`${style.good('✓')} sessions kept with ${head.slice(0, 12)}`, ...checkpointLines(written, context)],
  )
  return 0
}

/** True when a commit was made; false when there was nothing to commit and nobody asked for more. */
async function commit(context: Context, input: Input): Promise<boolean> {
  const message = input.text('message')
  const all = input.flag('all')
  const isAsked = message !== undefined || all || input.words.length > 0
  if (!isAsked && (await git(context, ['diff', '--cached', '--quiet'], true)) === 0) return false
  const exit = await git(context, [
    'commit',
    ...(all ? ['--all'] : []),
    ...(message === undefined ? [] : ['--message', message]),
    ...(input.flag('trailer') ? await trailers(context) : []),
    ...input.words,
  ])
  if (exit !== 0) throw new SesError('external', `git commit ended with ${exit}; nothing was kept`, { data: { exit } })
  return true
}

async function trailers(context: Context): Promise<string[]> {
  const { sessions } = (await listSessions(context.store)).index
  const atWork = sessions.filter(({ active, id }) => active && /^[\w.-]+$/.test(id)).slice(0, MOST_TRAILERS)
  return atWork.flatMap(({ id }) => ['--trailer', `Ses-Session: ${id}`])
}

/** The user's own git as the user would start it, with hooks, editor and signature. What it prints is no part of our document. */
function git(context: Context, args: readonly string[], isQuiet = false): Promise<number> {
  const { host } = context
  const isShown = host.stdout.isTTY === true && host.stdin.isTTY === true && !context.json && !isQuiet
  return new Promise((resolve, reject) => {
    const env = { ...gitEnvironmentOf(context), SES_COMMIT: '1' } as NodeJS.ProcessEnv
    const child = spawn('git', args, { cwd: host.cwd, env, stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
    child.stdout?.on('data', (part: Buffer) => host.stderr.write(part.toString('utf8')))
    child.stderr?.on('data', (part: Buffer) => host.stderr.write(part.toString('utf8')))
    child.on('error', (cause) => reject(new SesError('external', 'git cannot be started', { cause })))
    child.on('close', (exit) => resolve(exit ?? 128))
  })
}
