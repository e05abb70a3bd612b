import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ignore, { type Ignore } from 'ignore'
import type { BackendPlace } from '../../backend.ts'
import { absolutePath, type BytePath, shownPath } from '../../byte-path.ts'

/** The rules that hold in a folder, those that decide first in front. */
export type IgnoreRules = readonly { readonly folder: BytePath; readonly rules: Ignore }[]

/** Rules from outside the work tree: `.git/info/exclude`, then git's default place for the user's own. */
export function outerRules({ repository, env }: BackendPlace): IgnoreRules {
  const userWide = join(env['XDG_CONFIG_HOME'] || join(env['HOME'] ?? '/', '.config'), 'git/ignore')
  const exclude = `${readIfAny(Buffer.from(join(repository.commonDir, 'info/exclude')))}\n/.ses-logs/\n`
  return [exclude, readIfAny(Buffer.from(userWide))].map((text) => ({ folder: '', rules: rulesOf(text) }))
}

/** Adds the `.gitignore` of a folder to those of the folders above. A link in its place counts for nothing, as in git. */
export function innerRules(root: string, folder: BytePath, outer: IgnoreRules): IgnoreRules {
  const path = absolutePath(root, folder === '' ? '.gitignore' : `${folder}/.gitignore`)
  const stat = lstatSync(path, { throwIfNoEntry: false })
  return stat?.isFile() ? [{ folder, rules: rulesOf(readIfAny(path)) }, ...outer] : outer
}

/** Whether the first rules that say something of the path say that it is ignored. */
export function isIgnored(rules: IgnoreRules, path: BytePath, isFolder: boolean): boolean {
  for (const { folder, rules: own } of rules) {
    const below = folder === '' ? path : path.slice(folder.length + 1)
    const { ignored, unignored } = own.test(shownPath(isFolder ? `${below}/` : below))
    if (ignored || unignored) return ignored
  }
  return false
}

function rulesOf(text: string): Ignore {
  return ignore({ ignoreCase: false }).add(text)
}

function readIfAny(path: Buffer): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch {
    return ''
  }
}
