import { readFileSync } from 'node:fs'
import { runGitIn } from './backends/git/run-git-in.ts'
import type { Environment } from './environment.ts'
import { reflogOf, type WorkMark } from './mark-work.ts'
import type { Shadow } from './open-shadow.ts'
import type { Head } from './read-head.ts'

/** A commit that was made in this work tree and is reachable from HEAD or a branch. */
export interface MadeCommit {
  readonly sha: string
  /** The branch that HEAD is on, where the commit is on it. */
  readonly branch?: string
  readonly subject: string
}

/** So many are told. */
const MOST = 500

/**
 * The commits made since a mark. HEAD's reflog tells what was made here, and not pulled, merged forward or checked out; what was amended,
 * squashed or thrown away since is left out. Without a reflog the commits on HEAD that are younger than the mark count.
 */
export async function madeCommits(
  shadow: Shadow,
  env: Environment,
  mark: WorkMark,
  end: Head,
): Promise<readonly MadeCommit[] | undefined> {
  const { backend, repository } = shadow
  if (backend.id !== 'git') return undefined
  if (end.commit === undefined) return []
  const log = readReflog(reflogOf(repository), mark.reflog, end.commit !== mark.head)
  if (log !== undefined && log.length === 0) return []
  const list = async (...tips: string[]): Promise<Set<string>> => {
    const known = mark.head === undefined ? [] : ['--not', mark.head]
    const args = ['rev-list', '--ignore-missing', '--reverse', '--topo-order', ...tips, ...known]
    const { stdout } = await runGitIn(repository, env, args, [128])
    return new Set(stdout.toString('latin1').split('\n').filter(Boolean))
  }
  const onHead = await list('HEAD')
  const young = Math.floor(mark.at / 1000)
  const made = new Map(log?.map((entry) => [entry.sha, entry]))
  const wanted = log === undefined ? [...onHead].slice(-MOST) : [...onHead].filter((sha) => made.has(sha))
  const elsewhere = [...made.keys()].filter((sha) => !onHead.has(sha))
  if (elsewhere.length > 0) {
    const onBranches = await list('--branches')
    wanted.push(...elsewhere.filter((sha) => onBranches.has(sha)))
  }
  const commits: MadeCommit[] = []
  for (const sha of wanted.slice(-MOST)) {
    const text = await backend.readCommit(sha)
    if (text === undefined) continue
    const { authored, committed, subject } = factsOf(text)
    // A rebase makes older commits anew.
    if (log === undefined ? committed < young : made.get(sha)?.rewrites === true && authored < young) continue
    commits.push({ sha, subject, ...(end.branch === undefined || !onHead.has(sha) ? {} : { branch: end.branch }) })
  }
  return commits
}

interface MadeEntry {
  readonly sha: string
  readonly rewrites: boolean
}

const MAKES = /^(?:commit|cherry-pick|revert|am|rebase|merge|pull)\b/

/** What was made behind a place of a reflog; undefined when none is kept, or it was shortened meanwhile. `moved`: HEAD was. */
function readReflog(path: string, start: number, moved: boolean): readonly MadeEntry[] | undefined {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    return undefined
  }
  if (bytes.length < start || (bytes.length === start && moved)) return undefined
  return bytes
    .toString('utf8', start)
    .split('\n')
    .flatMap((line) => {
      const tab = line.indexOf('\t')
      const [from = '', sha = ''] = line.slice(0, 140).split(' ')
      const message = line.slice(tab + 1)
      if (tab < 0 || from === sha || !/^[0-9a-f]{40,64}$/.test(sha) || !MAKES.test(message)) return []
      // `merge x: Fast-forward`, `pull: Fast-forward`, `rebase (start): checkout x`, `rebase (finish): returning to x`.
      if (/: Fast-forward$/.test(message) || /^rebase\b[^:]*\((?:start|finish|abort)\)/.test(message)) return []
      return [{ sha, rewrites: message.startsWith('rebase') }]
    })
}

function factsOf(text: string): { authored: number; committed: number; subject: string } {
  const body = text.indexOf('\n\n')
  const head = body < 0 ? text : text.slice(0, body)
  const timeOf = (who: string): number => {
    const line = head.split('\n').find((each) => each.startsWith(`${who} `))
    return Number(line?.split(' ').at(-2) ?? 0)
  }
  const [subject = ''] = (body < 0 ? '' : text.slice(body + 2)).trimStart().split('\n', 1)
  return { authored: timeOf('author'), committed: timeOf('committer'), subject }
}
