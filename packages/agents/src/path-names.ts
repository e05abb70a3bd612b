/** A path's names from the last to the first, whatever the separator; empty for no path. */
export function namesOfPath(path: string | undefined): string[] {
  return (path ?? '')
    .split(/[\\/]/)
    .filter((name) => name !== '')
    .reverse()
}

/** A file's name without its endings; undefined for no path. */
export function nameOfPath(path: string | undefined): string | undefined {
  const name = namesOfPath(path)[0]?.replace(/(?:\.[a-z]{2,8}){1,2}$/i, '')
  return name === '' ? undefined : name
}
