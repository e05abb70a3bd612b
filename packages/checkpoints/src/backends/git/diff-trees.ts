import { compareTrees } from '../../compare-trees.ts'
import { readLoose } from '../../loose-objects.ts'
import type { TreeChange, TreeEntry } from '../../tree-change.ts'
import type { PrivateDirectory } from './private-directory.ts'
import { runGit } from './run-git.ts'

/** Compares two trees down to their files. */
export type DiffTrees = (from: string | null, to: string | null) => Promise<readonly TreeChange[]>

/** So many trees are read one by one. */
const MOST_READS = 100

/** The last answer is kept: a capture and the snapshot made of it often ask the same. */
export function treeDiffer({ path, env, plain }: PrivateDirectory, commonDir: string): DiffTrees {
  let last: { readonly question: string; readonly answer: Promise<readonly TreeChange[]> } | undefined
  const ask = async (from: string, to: string): Promise<readonly TreeChange[]> => {
    const compared = plain ? await compareLoose(commonDir, from, to) : undefined
    if (compared !== undefined) return compared
    const options = ['-r', '-z', '--raw', '--no-renames', '--no-abbrev']
    const { stdout } = await runGit(['diff-tree', ...options, from, to], { cwd: path, env })
    return treeChanges(stdout.toString('latin1'))
  }
  return async (from, to) => {
    if (from === to) return []
    const [before, after] = [from ?? emptyTree(to ?? ''), to ?? emptyTree(from ?? '')]
    const question = `${before} ${after}`
    if (last?.question !== question) last = { question, answer: ask(before, after) }
    return last.answer
  }
}

/** Trees that changed lately have files of their own, and reading a few is faster than starting git. Undefined: git must do it. */
async function compareLoose(commonDir: string, from: string, to: string): Promise<readonly TreeChange[] | undefined> {
  let reads = 0
  const read = async (id: string): Promise<Buffer | undefined> => {
    reads += 1
    const object = reads > MOST_READS ? undefined : readLoose(commonDir, id)
    return object?.type === 'tree' ? object.content : undefined
  }
  return compareTrees(read, from, to).catch(() => undefined)
}

function emptyTree(like: string): string {
  return like.length === 64
    ? '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321'
    : '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
}

function treeChanges(output: string): TreeChange[] {
  const fields = output.split('\0')
  const changes: TreeChange[] = []
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [fromMode = '', toMode = '', fromId = '', toId = ''] = (fields[at] ?? '').slice(1).split(' ')
    changes.push({ path: fields[at + 1] ?? '', from: entryOf(fromMode, fromId), to: entryOf(toMode, toId) })
  }
  return changes
}

function entryOf(mode: string, id: string): TreeEntry | null {
  return mode === '000000' ? null : { mode, id }
}
