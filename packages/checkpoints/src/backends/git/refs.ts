import type { BackendPlace, Ref } from '../../backend.ts'
import { moveRefFile, readRefFiles } from '../../ref-files.ts'
import { DISARMED, gitEnvironment, runGit } from './run-git.ts'

/** Refs of exactly these names, and all below those that end in `/`. */
export async function readRefs(place: BackendPlace, plain: boolean, names: readonly string[]): Promise<Ref[]> {
  // HEAD may name anything, also what git would take for an option.
  const asked = names.filter((name) => name.startsWith('refs/'))
  if (asked.length === 0) return []
  // Starting git costs more than reading a few files.
  if (plain) return readRefFiles(place.repository.commonDir, asked)
  const { stdout } = await run(place, ['for-each-ref', '--format=%(objectname) %(refname)', ...asked])
  const wanted = new Set(names)
  return stdout
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const cut = line.indexOf(' ')
      const name = line.slice(cut + 1)
      const isAsked = wanted.has(name) || names.some((prefix) => prefix.endsWith('/') && name.startsWith(prefix))
      return cut === -1 || !isAsked ? [] : [{ name, commit: line.slice(0, cut) }]
    })
}

/** Compares and sets in one step, without hooks and, unless `log` says something, without a reflog. */
export async function moveRef(
  place: BackendPlace,
  plain: boolean,
  name: string,
  from: string | null,
  to: string | null,
  log: string | undefined,
): Promise<boolean> {
  if (plain && log === undefined && name.startsWith('refs/ses/')) {
    return moveRefFile(place.repository.commonDir, name, from, to)
  }
  const none = '0'.repeat((to ?? from ?? '').length || 40)
  const logging = log === undefined ? [] : ['-c', 'core.logAllRefUpdates=true']
  const args =
    to === null
      ? ['update-ref', '-d', name, from ?? none]
      : ['update-ref', ...(log === undefined ? [] : ['-m', log]), name, to, from ?? none]
  const { exit } = await run(place, args, logging, [1, 128])
  return exit === 0
}

function run(
  { repository, env }: BackendPlace,
  args: readonly string[],
  settings: readonly string[] = [],
  answers: readonly number[] = [],
): ReturnType<typeof runGit> {
  const all = [`--git-dir=${repository.gitDir}`, ...DISARMED, ...settings, ...args]
  return runGit(all, { cwd: repository.gitDir, env: gitEnvironment(env), answers })
}
