import { isAbsolute, relative, resolve } from 'node:path'
import {
  type BytePath,
  bytePath,
  makeBranch,
  type Rewind,
  resolveSnapshot,
  rewind,
  type Shadow,
  undoRewind,
} from '@ses/checkpoints'
import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { checkpointDocument } from '../snapshot/checkpoint-document.ts'
import { checkpointTitle } from '../snapshot/checkpoint-title.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { rewindDocument } from './rewind-document.ts'
import { rewindLines } from './rewind-lines.ts'

/** Rewinds the work tree, makes a branch of a checkpoint, or takes the last rewind back. 1: conflicts were marked. */
export async function runRewind(context: Context, input: Input): Promise<number> {
  refuseContradictions(input)
  const shadow = await openProjectShadow(context)
  const options = {
    dryRun: input.flag('dry-run'),
    foreign: input.flag('merge') ? 'merge' : input.flag('force') ? 'replace' : 'refuse',
    ...pathsOf(context, input, shadow),
  } as const
  if (input.flag('undo')) return tell(context, await undoRewind(shadow, options), options.dryRun)
  const wanted = input.flag('interactive') ? await pick(context, shadow) : input.words[0]
  if (wanted === undefined) {
    if (input.flag('interactive')) return 0
    throw new SesError('usage', 'which checkpoint? `ses checkpoints` lists them, --interactive lets you pick one')
  }
  const target = await resolveSnapshot(shadow, wanted)
  const branch = input.text('to-branch')
  if (branch === undefined)
    return tell(context, await rewind(shadow, { ...options, target, hard: input.flag('hard') }), options.dryRun)
  const commit = await makeBranch(shadow, target, branch)
  if (context.json) context.printJson({ schema_version: 1, checkpoint: checkpointDocument(target), branch, commit })
  else context.print([`${context.style.good('✓')} branch ${branch} holds “${neutralise(checkpointTitle(target))}”`])
  return 0
}

async function pick(context: Context, shadow: Shadow): Promise<string | undefined> {
  const { stdin, stdout } = context.host
  if (context.json || stdin.isTTY !== true || stdout.isTTY !== true) {
    throw new SesError('usage', '--interactive needs a terminal')
  }
  return (await import('./pick-checkpoint.ts')).pickCheckpoint(context, shadow)
}

function tell(context: Context, done: Rewind, dryRun: boolean): number {
  if (context.json) context.printJson(rewindDocument(done, dryRun))
  else context.print(rewindLines(done, dryRun, context.style))
  return done.applied && done.conflicts.length > 0 ? 1 : 0
}

function refuseContradictions(input: Input): void {
  const [, ...more] = input.words
  if (more.length > 0 && input.text('paths') === undefined) {
    throw new SesError('usage', 'one checkpoint at a time; paths follow --paths')
  }
  const pairs: [string, string][] = [
    ['merge', 'force'],
    ['undo', 'hard'],
    ['undo', 'interactive'],
    ['hard', 'merge'],
  ]
  for (const [one, other] of pairs) {
    if (input.flag(one) && input.flag(other)) throw new SesError('usage', `--${one} and --${other} exclude each other`)
  }
  if (input.flag('hard') && input.text('paths') !== undefined) {
    throw new SesError('usage', '--hard moves the branch, so it takes the whole work tree; leave out --paths')
  }
  if (input.text('to-branch') !== undefined && (input.flag('hard') || input.flag('undo') || input.flag('dry-run'))) {
    throw new SesError('usage', '--to-branch changes no files and takes neither --hard, --undo nor --dry-run')
  }
}

/** Paths are typed from where one is. */
function pathsOf({ host }: Context, input: Input, { repository }: Shadow): { paths?: BytePath[] } {
  const first = input.text('paths')
  if (first === undefined) return {}
  const rest = input.flag('undo') ? input.words : input.words.slice(input.flag('interactive') ? 0 : 1)
  const paths = [first, ...rest].map((typed) => {
    const path = relative(repository.workTree, resolve(host.cwd, typed))
    if (path === '..' || path.startsWith('../') || isAbsolute(path)) {
      throw new SesError('usage', `${typed} is outside of the work tree`)
    }
    return bytePath(path)
  })
  return { paths }
}
