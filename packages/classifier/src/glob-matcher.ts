/**
 * Matches paths against a glob in linear time per pattern part: `*` within a directory, `**` over directories, `?` one character.
 * A glob without `/` matches the file name anywhere; one that ends with `/` matches everything below.
 */
export function globMatcher(glob: string): (path: string) => boolean {
  const anchored = glob.replace(/^\.?\//, '')
  const full = anchored.endsWith('/') ? `${anchored}**` : anchored.includes('/') ? anchored : `**/${anchored}`
  const parts = full.split('/')
  return (path) =>
    matchParts(
      parts,
      path
        .replaceAll('\\', '/')
        .replace(/^\.?\//, '')
        .split('/'),
    )
}

/** Greedy with one point to come back to (the last `**`), so never exponential. */
function matchParts(pattern: readonly string[], path: readonly string[]): boolean {
  let p = 0
  let s = 0
  let star = -1
  let mark = 0
  while (s < path.length) {
    if (pattern[p] === '**') {
      star = p++
      mark = s
    } else if (p < pattern.length && matchName(pattern[p] as string, path[s] as string)) {
      p++
      s++
    } else if (star >= 0) {
      p = star + 1
      s = ++mark
    } else return false
  }
  while (pattern[p] === '**') p++
  return p === pattern.length
}

function matchName(pattern: string, name: string): boolean {
  let p = 0
  let s = 0
  let star = -1
  let mark = 0
  while (s < name.length) {
    if (pattern[p] === '*') {
      star = p++
      mark = s
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[s])) {
      p++
      s++
    } else if (star >= 0) {
      p = star + 1
      s = ++mark
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}
