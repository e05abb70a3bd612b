/** A stretch of a shell line outside or inside a subshell. */
export interface ShellGroup {
  readonly text: string
  /** Number of open subshell parentheses around it. */
  readonly depth: number
}

/**
 * Cuts a line at its subshell parentheses, where that matters: a line without `( cd …` stays whole. Quotes and substitutions are
 * stepped over; a line with a here-document stays whole too, because its text may hold any parenthesis.
 */
export function shellGroups(line: string): ShellGroup[] {
  if (!/\(\s{0,8}cd\s/.test(line) || line.includes('<<')) return [{ text: line, depth: 0 }]
  const groups: ShellGroup[] = []
  let depth = 0
  let start = 0
  const cut = (at: number): void => {
    if (at > start) groups.push({ text: line.slice(start, at), depth })
    start = at + 1
  }
  for (let at = 0; at < line.length; at++) {
    const char = line[at]
    if (char === '\\') at += 1
    else if (char === "'") at = endOf(line, "'", at)
    else if (char === '"') at = endOfDoubleQuotes(line, at)
    else if (char === '$' && line[at + 1] === '(') at = endOfSubstitution(line, at + 1)
    else if (char === '(' || (char === ')' && depth > 0)) {
      cut(at)
      depth += char === '(' ? 1 : -1
    }
  }
  cut(line.length)
  return groups
}

function endOf(line: string, quote: string, start: number): number {
  const end = line.indexOf(quote, start + 1)
  return end < 0 ? line.length : end
}

function endOfDoubleQuotes(line: string, start: number): number {
  for (let at = start + 1; at < line.length; at++) {
    if (line[at] === '\\') at += 1
    else if (line[at] === '"') return at
  }
  return line.length
}

function endOfSubstitution(line: string, start: number): number {
  let depth = 0
  for (let at = start; at < line.length; at++) {
    if (line[at] === '(') depth += 1
    else if (line[at] === ')' && --depth === 0) return at
  }
  return line.length
}
