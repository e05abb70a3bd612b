import * as fs from 'node:fs'
import git from 'isomorphic-git'
import type { BackendPlace, Capture, CaptureRequest } from '../../backend.ts'
import { absolutePath, type BytePath, bytePath, foldersOf, isGitFolder } from '../../byte-path.ts'
import type { LeftOut } from '../../snapshot.ts'
import { LINK, NESTED, type TreeEntry } from '../../tree-change.ts'
import { type IgnoreRules, innerRules, isIgnored, outerRules } from './ignore-rules.ts'
import { nestedHead } from './nested-head.ts'
import type { Objects } from './objects.ts'
import { writeTree } from './write-tree.ts'

/** Walks the work tree and reads every file: what `git add -A` and `git write-tree` would make of the bytes as they are. */
export async function captureTree(place: BackendPlace, objects: Objects, request: CaptureRequest): Promise<Capture> {
  const { workTree, gitDir } = place.repository
  const tracked = await trackedPaths(workTree, gitDir)
  const trackedFolders = new Set([...tracked].flatMap(foldersOf))
  const files = new Map<BytePath, TreeEntry>()
  const leftOut: LeftOut[] = []
  const limit = request.maxFileBytes ?? Number.POSITIVE_INFINITY

  const takeFile = (path: BytePath, link: boolean): void => {
    const at = absolutePath(workTree, path)
    try {
      const stat = fs.lstatSync(at)
      if (stat.size > limit) leftOut.push({ path, reason: 'too-large' })
      else if (link)
        files.set(path, { mode: LINK, id: objects.write('blob', fs.readlinkSync(at, { encoding: 'buffer' })) })
      else
        files.set(path, {
          mode: stat.mode & 0o100 ? '100755' : '100644',
          id: objects.write('blob', fs.readFileSync(at)),
        })
    } catch {
      leftOut.push({ path, reason: 'unreadable' })
    }
  }
  const walk = (folder: BytePath, outer: IgnoreRules, hidden: boolean): void => {
    const rules = hidden ? outer : innerRules(workTree, folder, outer)
    for (const entry of listFolder(absolutePath(workTree, folder))) {
      if (entry.name.toLowerCase() === '.git') continue
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (isGitFolder(entry.name)) {
        leftOut.push({ path, reason: 'unreadable' })
        continue
      }
      const ignored = hidden || isIgnored(rules, path, entry.isDirectory())
      if (entry.isDirectory()) {
        const head = nestedHead(absolutePath(workTree, path).toString())
        if (head === 'none') {
          if (!ignored || trackedFolders.has(path)) walk(path, rules, ignored)
        } else if (!ignored || tracked.has(path)) {
          if (head === 'unborn') leftOut.push({ path, reason: 'unreadable' })
          else files.set(path, { mode: NESTED, id: head.commit })
        }
      } else if ((entry.isFile() || entry.isSymbolicLink()) && (!ignored || tracked.has(path))) {
        takeFile(path, entry.isSymbolicLink())
      }
    }
  }
  walk('', outerRules(place), false)
  place.onStep('capture: added')
  const tree = writeTree(objects, files)
  place.onStep('capture: tree')
  return { tree, leftOut, settle: async () => {} }
}

function listFolder(path: Buffer): fs.Dirent[] {
  try {
    return fs.readdirSync(path, { encoding: 'latin1', withFileTypes: true }) as fs.Dirent[]
  } catch {
    return []
  }
}

async function trackedPaths(dir: string, gitdir: string): Promise<Set<BytePath>> {
  if (!fs.existsSync(`${gitdir}/index`)) return new Set()
  return new Set((await git.listFiles({ fs, dir, gitdir })).map(bytePath))
}
