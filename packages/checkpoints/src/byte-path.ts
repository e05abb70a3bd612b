/** A path below a work tree, `/` between its parts, one character per byte: git paths need not be UTF-8, and strings stay JSON-safe. */
export type BytePath = string

/** A path as people typed it. */
export function bytePath(text: string): BytePath {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** As people read it; bytes that are not UTF-8 become U+FFFD. */
export function shownPath(path: BytePath): string {
  return Buffer.from(path, 'latin1').toString('utf8')
}

/** For calls of the file system. `path` '' is the folder itself. */
export function absolutePath(folder: string, path: BytePath): Buffer {
  const root = Buffer.from(folder)
  return path === '' ? root : Buffer.concat([root, Buffer.from('/'), Buffer.from(path, 'latin1')])
}

/** Folders that hold the path, the outermost first. */
export function foldersOf(path: BytePath): BytePath[] {
  const folders: BytePath[] = []
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) folders.push(path.slice(0, at))
  return folders
}

/** Whether a path stays in the work tree and out of git's own folder. Trees that come from elsewhere may hold any name. */
export function isInside(path: BytePath): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !isGitFolder(part))
}

/** `.git` as some file system would understand it: whatever its case, with blanks and dots behind it, or by its short name. */
export function isGitFolder(name: string): boolean {
  return /^(?:\.git|git~1)[. ]*$/i.test(name)
}
