import { type CommandKind, commandKind, parseShell, type ShellCommand } from '@ses/model'

/** Longest line that is taken apart; a longer one is a script and told as it is. */
const MAX_LINE = 4000

/** One simple command of a shell line. */
export interface CommandPart {
  readonly kind: CommandKind
  readonly words: readonly string[]
  /** It and what it needs to run again: a `cd` before it and its assignments. */
  readonly text: string
  /** It alone. */
  readonly bare: string
}

/** The parts of a shell line that do something, in order, without redirects. A `cd` into `cwd` is left out, one below it shortened. */
export function commandParts(line: string, cwd = ''): CommandPart[] {
  if (line.length > MAX_LINE) return []
  const parts: CommandPart[] = []
  let folder = ''
  for (const command of parseShell(line)) {
    if (command.words[0] === 'cd' && command.words[1] !== undefined) {
      folder = below(command.words[1], cwd)
      continue
    }
    const kind = commandKind(command)
    if (kind !== undefined) parts.push({ kind, words: command.words, ...textsOf(command, folder) })
  }
  return parts
}

function textsOf({ words, assignments }: ShellCommand, folder: string): Pick<CommandPart, 'text' | 'bare'> {
  const prefix = folder === '' ? '' : `cd ${quoted(folder)} && `
  const bare = words.map(quoted).join(' ')
  return { text: prefix + [...assignments, bare].join(' '), bare }
}

/** A folder as seen from the session's own; '' for that itself. */
function below(folder: string, cwd: string): string {
  const [path, root] = [canonical(folder), canonical(cwd)]
  if (root === '' || path === '.') return path === '.' ? '' : folder
  if (path === root) return ''
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : folder
}

/** `/d/x`, `D:\\x` and `d:/x/` are one folder. */
function canonical(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/^\/([a-z])(?=\/)/i, '$1:')
    .replace(/^[A-Z](?=:\/)/, (drive) => drive.toLowerCase())
    .replace(/(?<=.)\/$/, '')
}

/** A word as it can be typed; quotes were taken off when it was read. */
function quoted(word: string): string {
  if (word !== '' && !/[\s|;&<>()"'`\\]/.test(word)) return word
  return word.includes("'") ? `"${word.replace(/["\\]/g, '\\$&')}"` : `'${word}'`
}
