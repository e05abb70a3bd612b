/** Forward slashes, no leading `./`, no trailing slash; `.` becomes the empty string. */
export function tidyPath(path: string): string {
  const tidy = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
  if (tidy === '.') return ''
  return tidy.length > 1 && tidy.endsWith('/') ? tidy.slice(0, -1) : tidy
}

/** The path itself and every directory above it, nearest first; a relative path ends at the empty string, the root of the project. */
export function ancestorsOf(path: string): string[] {
  const all = [path]
  let at = path.lastIndexOf('/')
  while (at > 0) {
    all.push(path.slice(0, at))
    at = path.lastIndexOf('/', at - 1)
  }
  if (path !== '') all.push(path.startsWith('/') ? '/' : '')
  return all
}

/** The directory a path lies in; empty for the root of the project. */
export function directoryOf(path: string): string {
  const at = path.lastIndexOf('/')
  return at < 0 ? '' : at === 0 ? '/' : path.slice(0, at)
}

/** Last segment of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Last segment without its last extension: what an import statement names. */
export function stemOf(path: string): string {
  return baseName(path).replace(/(?<=.)\.[^.]*$/, '')
}

/** True for a path that does not lie in the session's directory: scratch files, another project, the agent's own memory. */
export function isOutside(path: string): boolean {
  return /^(?:[/~\\$]|[A-Za-z]:|\.\.(?:\/|$))/.test(path)
}
