/** The name of a file without its folders and without `suffix`; undefined without a path or when the name ends otherwise. */
export function fileStem(path: string | undefined, suffix: string): string | undefined {
  const name = path?.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  if (name === undefined || !name.endsWith(suffix) || name.length === suffix.length) return undefined
  return name.slice(0, name.length - suffix.length)
}
