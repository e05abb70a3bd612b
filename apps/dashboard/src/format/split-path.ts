/** Directory and file name of a path, so that the first can be cut and the second stays readable. */
export function splitPath(path: string): readonly [folder: string, name: string] {
  const slash = path.lastIndexOf('/')
  return [path.slice(0, slash + 1), path.slice(slash + 1)]
}
