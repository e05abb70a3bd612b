import { join } from 'node:path'
import type { BackendPlace } from '../../backend.ts'
import { DISARMED, type GitOutput, gitEnvironment, runGit } from './run-git.ts'

/** Bytes on the disk of the objects that only refs below this prefix hold. */
export async function bytesHeldBy(place: BackendPlace, prefix: string): Promise<number | undefined> {
  const { stdout, exit } = await run(
    place,
    ['rev-list', '--objects', '--disk-usage', ...onlyBelow(prefix)],
    '',
    [128, 129],
  )
  const bytes = Number(stdout.toString('latin1').trim() || 0)
  return exit === 0 && Number.isSafeInteger(bytes) ? bytes : undefined
}

/**
 * Packs the loose objects that only refs below this prefix hold and removes the loose copies of what is in packs, as `git gc` does for
 * the whole repository. Nothing that is not in a pack is removed.
 */
export async function packHeldBy(place: BackendPlace, prefix: string): Promise<number> {
  const { stdout } = await run(place, ['rev-list', '--objects', '--unpacked', ...onlyBelow(prefix)])
  const count = stdout.toString('latin1').split('\n').filter(Boolean).length
  if (count === 0) return 0
  const base = join(place.repository.commonDir, 'objects/pack/pack')
  await run(place, ['pack-objects', '--quiet', '--incremental', base], stdout)
  place.onStep('pack: packed')
  await run(place, ['prune-packed', '--quiet'])
  return count
}

/** HEADs of other work trees count as well; git knows them as refs. */
function onlyBelow(prefix: string): string[] {
  return [`--glob=${prefix}*`, '--not', `--exclude=${prefix}*`, '--all']
}

function run(
  { repository, env }: BackendPlace,
  args: readonly string[],
  input: string | Uint8Array = '',
  answers: readonly number[] = [],
): Promise<GitOutput> {
  const all = [`--git-dir=${repository.gitDir}`, ...DISARMED, ...args]
  return runGit(all, { cwd: repository.gitDir, env: gitEnvironment(env), input, answers })
}
