import { SesError } from '@ses/model'
import { runGitIn } from '../backends/git/run-git-in.ts'
import type { Environment } from '../environment.ts'
import type { Shadow } from '../open-shadow.ts'
import { readHead } from '../read-head.ts'
import { isObjectId } from './commit-checkpoint.ts'

/** The full id of the commit that a word names as git understands it (`HEAD~1`, a branch, a tag, the beginning of an id); undefined: none. */
export async function resolveCommit(shadow: Shadow, env: Environment, word: string): Promise<string | undefined> {
  if (word === 'HEAD') return (await readHead(shadow.repository, shadow.backend)).commit
  if (shadow.backend.id !== 'git') {
    return isObjectId(word) && (await shadow.backend.readCommit(word)) !== undefined ? word : undefined
  }
  if (word === '' || word.startsWith('-')) return undefined
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${word}^{commit}`]
  const { stdout, exit } = await runGitIn(shadow.repository, env, args, [1, 128])
  const id = stdout.toString('latin1').trim()
  return exit === 0 && isObjectId(id) ? id : undefined
}

/** The commit of HEAD. Throws `not_found` before the first one. */
export async function headCommit(shadow: Shadow): Promise<string> {
  const { commit } = await readHead(shadow.repository, shadow.backend)
  if (commit === undefined) throw new SesError('not_found', 'there is no commit yet', { data: { commit: 'HEAD' } })
  return commit
}
