/** A pattern for paths. */
export interface FilePattern {
  readonly matches: (path: string) => boolean
  /** A text that every path that matches holds; empty when there is none. */
  readonly literal: string
}

/** Whether a path is the one that was asked for: by its whole, its end, a directory above it, or a pattern with `*` and `?`. */
export function filePattern(wanted: string): FilePattern {
  const text = wanted.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '') || wanted
  if (/[*?]/.test(text)) {
    const glob = globOf(text)
    const [literal = ''] = text.split(/[*?]+\/?/).sort((a, b) => b.length - a.length)
    return { matches: (path) => glob(path) || endsOf(path).some(glob), literal }
  }
  const matches = (path: string): boolean =>
    path === text || path.endsWith(`/${text}`) || path.startsWith(`${text}/`) || path.includes(`/${text}/`)
  return { matches, literal: text }
}

/** The path without its first folders, one by one. */
function endsOf(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_part, index) => parts.slice(index + 1).join('/'))
}

/** `*` and `?` stay within a folder, `**` does not. */
function globOf(glob: string): (path: string) => boolean {
  const tokens = glob.match(/\*\*\/?|\*|\?|[^*?]/gsu) ?? []
  return (path) => {
    const chars = [...path]
    // Positions in the pattern that the text so far may have reached: no backtracking, tokens × characters at most.
    let reached = closure(new Set([0]), tokens)
    for (const char of chars) {
      const next = new Set<number>()
      for (const at of reached) {
        const token = tokens[at]
        if (token === undefined) continue
        if (token.startsWith('**')) next.add(at)
        else if (token === '*') {
          if (char !== '/') next.add(at)
        } else if (token === '?' ? char !== '/' : char === token) next.add(at + 1)
      }
      reached = closure(next, tokens)
      if (reached.size === 0) return false
    }
    return reached.has(tokens.length)
  }
}

/** Stars may stand for nothing. */
function closure(positions: Set<number>, tokens: readonly string[]): Set<number> {
  for (const at of positions) if (tokens[at]?.startsWith('*')) positions.add(at + 1)
  return positions
}
