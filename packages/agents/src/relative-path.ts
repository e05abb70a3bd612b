/**
 * A path as sessions keep it: forward slashes, without `./` and `file://`, relative to `cwd` when it lies below it. The directory
 * itself is `.`; a path elsewhere stays absolute.
 */
export function relativePath(path: string, cwd: string | undefined): string {
  let normal = slashes(path)
  if (cwd === undefined) return normal
  const base = slashes(cwd).replace(/\/+$/, '')
  if (base === '') return normal
  // Git Bash writes `/c/x` for what the rest of Windows calls `C:/x`.
  const drive = /^[A-Za-z]:\//.test(base) ? /^\/([A-Za-z])\//.exec(normal) : null
  if (drive !== null) normal = `${drive[1]?.toUpperCase()}:${normal.slice(2)}`
  const sameCase = /^[A-Za-z]:\//.test(base)
  const [a, b] = sameCase ? [normal.toLowerCase(), base.toLowerCase()] : [normal, base]
  if (a === b || a === `${b}/`) return '.'
  if (a.startsWith(`${b}/`)) normal = normal.slice(base.length + 1)
  return normal
}

function slashes(path: string): string {
  let normal = path.startsWith('file://') ? path.slice('file://'.length) : path
  if (normal.includes('\\')) normal = normal.replaceAll('\\', '/')
  while (normal.startsWith('./')) normal = normal.slice(2)
  return normal
}
