import type { Backend, BackendPlace, RawCommit } from '../../backend.ts'
import { readLoose, writeLoose } from '../../loose-objects.ts'
import { captureTree } from './capture-tree.ts'
import { treeDiffer } from './diff-trees.ts'
import { bytesHeldBy, packHeldBy } from './held-objects.ts'
import { pathHistory } from './path-history.ts'
import { type PrivateDirectory, preparePrivateDirectory } from './private-directory.ts'
import { openBlobs, openObjects } from './read-blobs.ts'
import { moveRef, readRefs } from './refs.ts'
import { DISARMED, type GitCall, type GitOutput, gitEnvironment, runGit } from './run-git.ts'
import { sparseEntries } from './user-index.ts'

/** Uses the `git` program, which is several times as fast at scanning a work tree as anything else. */
export async function gitBackend(place: BackendPlace): Promise<Backend> {
  const directory = await preparePrivateDirectory(place)
  const { path, env, plain } = directory
  const { commonDir } = place.repository
  const diffTrees = treeDiffer(directory, commonDir)
  let fresh: PrivateDirectory | undefined = directory
  const git = (args: readonly string[], call: Partial<GitCall> = {}): Promise<GitOutput> =>
    runGit(args, { cwd: path, env, ...call })
  const write = async (type: 'blob' | 'commit' | 'tree', input: string | Uint8Array): Promise<string> =>
    (await git(['hash-object', '-t', type, '-w', '--stdin', '--no-filters'], { input })).stdout
      .toString('latin1')
      .trim()
  return {
    id: 'git',
    captureTree: async (request) => {
      const prepared = fresh ?? (await preparePrivateDirectory(place))
      fresh = undefined
      return captureTree(place, prepared, diffTrees, request)
    },
    readRefs: (names) => readRefs(place, plain, names),
    readHistory: async (commits) => {
      if (commits.length === 0) return []
      const { stdout } = await git(['rev-list', '--header', '--stdin'], { input: `${commits.join('\n')}\n` })
      return rawCommits(stdout.toString('utf8'))
    },
    readCommit: async (id) => {
      const loose = readLoose(commonDir, id)
      if (loose?.type === 'commit') return loose.content.toString('utf8')
      const { stdout, exit } = await git(['cat-file', 'commit', id], { answers: [1, 128] })
      return exit === 0 ? stdout.toString('utf8') : undefined
    },
    writeCommit: async (text) => (plain ? writeLoose(commonDir, 'commit', Buffer.from(text)) : write('commit', text)),
    writeBlob: async (content) => (plain ? writeLoose(commonDir, 'blob', content) : write('blob', content)),
    writeTree: async (content) => (plain ? writeLoose(commonDir, 'tree', content) : write('tree', content)),
    moveRef: (name, from, to, log) => moveRef(place, plain, name, from, to, log),
    diffTrees,
    resetIndex: async (commit) => {
      const where = [`--git-dir=${place.repository.gitDir}`, `--work-tree=${place.repository.workTree}`, ...DISARMED]
      await runGit([...where, 'read-tree', commit], { cwd: place.repository.gitDir, env: gitEnvironment(place.env) })
    },
    openBlobs: () => openBlobs(path, env),
    openObjects: () => openObjects(path, env),
    pathHistory: (file, tips) => pathHistory(place, file, tips),
    bytesHeldBy: (prefix) => bytesHeldBy(place, prefix),
    packHeldBy: (prefix) => packHeldBy(place, prefix),
    sparsePaths: async () => new Set((await sparseEntries(place)).map((entry) => entry.path)),
  }
}

/** Each is its id, a newline, its text and a NUL; git indents the message by four blanks. */
function rawCommits(output: string): RawCommit[] {
  return output
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const cut = entry.indexOf('\n')
      const text = entry.slice(cut + 1)
      const body = text.indexOf('\n\n')
      return { id: entry.slice(0, cut), text: text.slice(0, body) + text.slice(body).replace(/^ {4}/gm, '') }
    })
}
