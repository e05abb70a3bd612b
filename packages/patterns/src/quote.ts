/** A piece of text for a one-line detail: white space folded, cut at 80 characters, in back-quotes. */
export function quote(text: string, length = 80): string {
  const line = text
    .slice(0, length * 4)
    .replace(/\s+/g, ' ')
    .trim()
  return `\`${line.length > length ? `${line.slice(0, length - 1)}…` : line}\``
}

/** `3 calls`, `1 call`. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** The first few names and how many more there are. */
export function listed(names: readonly string[], most = 3): string {
  const more = names.length - most
  return names.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
