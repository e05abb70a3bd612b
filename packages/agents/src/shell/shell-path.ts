/** Joins a path to the directory it is seen from, with forward slashes; undefined when that directory is unknown. */
export function joinPath(directory: string | undefined, path: string): string | undefined {
  const slashed = path.replaceAll('\\', '/')
  if (isAbsolute(slashed) || directory === '') return tidy(slashed)
  return directory === undefined ? undefined : tidy(`${directory}/${slashed}`)
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|~|[A-Za-z]:|%\w+%)/.test(path)
}

/** Drops `.`, resolves `..` where something precedes it, drops a trailing slash; an empty path is `.`. */
function tidy(path: string): string {
  const root = path.startsWith('//') ? '//' : path.startsWith('/') ? '/' : ''
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    const last = parts.at(-1)
    if (part !== '..' || (last === undefined && root === '') || last === '..') parts.push(part)
    else parts.pop()
  }
  return root + parts.join('/') || '.'
}

/** What a path pattern stands for when its matches are unknown: the directory above the first wildcard. */
export function directoryOfGlob(path: string): string {
  const wild = path.search(WILD)
  const slash = path.lastIndexOf('/', wild)
  return slash < 0 ? '.' : path.slice(0, slash) || '/'
}

// A bracket is a wildcard only as a range: `[id].tsx` is a file name of several web frameworks.
const WILD = /[*?]|\[!?\w-\w\]/

/** Whether a word holds a wildcard. */
export function isGlob(path: string): boolean {
  return WILD.test(path)
}

/** `src/{a,b}.ts` → `src/a.ts`, `src/b.ts`; one group only, others stay. */
export function expandBraces(word: string): string[] {
  const open = word.indexOf('{')
  const close = open < 0 ? -1 : word.indexOf('}', open)
  if (close < 0) return [word]
  const group = word.slice(open + 1, close)
  if (!group.includes(',') || group.includes('{')) return [word]
  return group.split(',').map((choice) => word.slice(0, open) + choice + word.slice(close + 1))
}
