import { SesError } from '@ses/model'
import type { Shadow } from './open-shadow.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Makes a branch whose last commit holds the files of a snapshot, on top of the commit that HEAD was at. The work tree and HEAD stay as
 * they are. Returns the commit. Throws `unsafe` when the branch exists or cannot be called that.
 */
export async function makeBranch({ backend, now }: Shadow, snapshot: Snapshot, name: string): Promise<string> {
  if (!isBranchName(name)) throw new SesError('usage', `a branch cannot be called ${JSON.stringify(name)}`)
  const head = snapshot.head
  const parent = head === undefined || (await backend.readCommit(head)) === undefined ? [] : [`parent ${head}`]
  const who = `ses <ses@localhost> ${Math.floor(now() / 1000)} +0000`
  const subject = `Checkpoint ${snapshot.id.slice(0, 12)}${snapshot.prompt ? `: ${snapshot.prompt}` : ''}`
  const lines = [`tree ${snapshot.tree}`, ...parent, `author ${who}`, `committer ${who}`, '', subject, '']
  const commit = await backend.writeCommit(lines.join('\n'))
  if (!(await backend.moveRef(`refs/heads/${name}`, null, commit))) {
    throw new SesError('unsafe', `branch ${JSON.stringify(name)} cannot be made; is there one already?`)
  }
  return commit
}

/** The rules of `git check-ref-format --branch`. */
function isBranchName(name: string): boolean {
  const parts = name.split('/')
  const wrong = /[\p{Cc} ~^:?*[\\]|\.\.|@\{/u.test(name) || name === '@' || name === 'HEAD' || name.startsWith('-')
  return !wrong && parts.every((part) => part !== '' && !part.startsWith('.') && !/(?:\.|\.lock)$/.test(part))
}
