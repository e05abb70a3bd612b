/** Text of a `.gitignore` with a line for a folder at its end, in the line ends of the file; as it is when a line for it is there. */
export function withIgnored(text: string | undefined, folder: string): string {
  const line = `${folder}/`
  if (text === undefined || text === '') return `${line}\n`
  if (text.split(/\r?\n/).some((each) => isFor(each, folder))) return text
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n'
  // A file that does not end its last line keeps not to.
  return text.endsWith('\n') ? text + line + eol : text + eol + line
}

/** The text without that line: byte for byte what `withIgnored` was given. */
export function withoutIgnored(text: string, folder: string): string {
  const line = `${folder}/`
  const lines = text.split('\n')
  const at = lines.findLastIndex((each) => each.replace(/\r$/, '') === line)
  if (at < 0) return text
  const isLast = at === lines.length - 1
  const rest = lines.toSpliced(at, 1).join('\n')
  return isLast && rest.endsWith('\r') ? rest.slice(0, -1) : rest
}

function isFor(line: string, folder: string): boolean {
  return line.trim().replace(/^\//, '').replace(/\/$/, '') === folder
}
