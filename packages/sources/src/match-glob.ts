/** Whether a name fits a pattern in which `*` stands for any text and `?` for one character. Linear in the name for each `*`. */
export function matchName(pattern: string, name: string): boolean {
  let at = 0
  let next = 0
  let star = -1
  let resume = 0
  while (at < name.length) {
    const char = pattern[next]
    if (char === '*') {
      star = next
      next += 1
      resume = at
    } else if (char !== undefined && (char === '?' || char === name[at])) {
      at += 1
      next += 1
    } else if (star >= 0) {
      resume += 1
      at = resume
      next = star + 1
    } else return false
  }
  while (pattern[next] === '*') next += 1
  return next === pattern.length
}

/**
 * Whether a path fits a glob: `**` stands for any number of folders, `*` and `?` for parts of one name. A glob without a separator is
 * compared with the file's name, one with separators with the path's end.
 */
export function matchGlob(glob: string, path: string): boolean {
  const pattern = glob.split('/').filter((part) => part !== '')
  const names = path.split(/[/\\]/).filter((part) => part !== '')
  if (!glob.startsWith('/')) pattern.unshift('**')
  let at = 0
  let index = 0
  let star = -1
  let resume = 0
  while (at < names.length) {
    const part = pattern[index]
    if (part === '**') {
      star = index
      index += 1
      resume = at
    } else if (part !== undefined && matchName(part, names[at] as string)) {
      at += 1
      index += 1
    } else if (star >= 0) {
      resume += 1
      at = resume
      index = star + 1
    } else return false
  }
  while (pattern[index] === '**') index += 1
  return index === pattern.length
}
