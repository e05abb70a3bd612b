// biome-ignore-all lint/style/noNonNullAssertion: every index comes from the loop or table that made it

import { conventionalTypes } from '../src/conventional-type.ts'

export interface CommitRow {
  readonly type: number
  readonly repo: string
  readonly subject: string
  readonly paths: readonly string[]
}

/** Reads the labelled commits (tab-separated: type, repo, subject, paths); reverts are left out, their type is that of what they revert. */
export function readCommitRows(text: string): CommitRow[] {
  const rows: CommitRow[] = []
  for (const line of text.split('\n').slice(1)) {
    const [type = '', repo = '', subject = '', paths = ''] = line.split('\t')
    const index = (conventionalTypes as readonly string[]).indexOf(type)
    if (index >= 0) rows.push({ type: index, repo, subject, paths: paths.split(' ').filter((path) => path !== '') })
  }
  return rows
}

/**
 * Repositories in groups that must not be torn apart: forks share subjects with their origin, so repositories with at least a tenth
 * of the smaller one's subjects in common are one group. Returns the group's name per repository.
 */
export function groupRepositories(rows: readonly CommitRow[]): Map<string, string> {
  const subjects = new Map<string, Set<string>>()
  for (const row of rows) {
    const own = subjects.get(row.repo) ?? new Set()
    own.add(row.subject)
    subjects.set(row.repo, own)
  }
  const group = new Map([...subjects.keys()].map((repo) => [repo, repo]))
  const repos = [...subjects.keys()].sort()
  for (const [index, a] of repos.entries()) {
    for (const b of repos.slice(index + 1)) {
      const [small, large] = [subjects.get(a)!, subjects.get(b)!].sort((x, y) => x.size - y.size) as [
        Set<string>,
        Set<string>,
      ]
      let common = 0
      for (const subject of small) if (large.has(subject)) common += 1
      if (common >= 3 && common >= small.size / 10) {
        const from = group.get(b)!
        const to = group.get(a)!
        for (const [repo, name] of group) if (name === from) group.set(repo, to)
      }
    }
  }
  return group
}

/** Folds of about equal size, whole groups each; the same at every run. */
export function foldsOf(rows: readonly CommitRow[], count: number): number[] {
  const group = groupRepositories(rows)
  const sizes = new Map<string, number>()
  for (const row of rows) sizes.set(group.get(row.repo)!, (sizes.get(group.get(row.repo)!) ?? 0) + 1)
  const load = new Array<number>(count).fill(0)
  const foldOf = new Map<string, number>()
  for (const [name, size] of [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    const fold = load.indexOf(Math.min(...load))
    load[fold]! += size
    foldOf.set(name, fold)
  }
  return rows.map((row) => foldOf.get(group.get(row.repo)!)!)
}
