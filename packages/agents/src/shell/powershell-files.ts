import type { FileOperation } from '@ses/model'
import type { RawTouch } from '../raw-touch.ts'
import { type FedCommand, named, type Program } from './shell-program.ts'

/** Cmdlets of PowerShell and commands of `cmd`, by lower-case name, with what they do to files. */
export const CMDLETS: Readonly<Record<string, Program>> = {
  ...named('get-content gc', pathTouches('read')),
  ...named('get-childitem gci', pathTouches('list', '.')),
  ...named('get-item get-itemproperty get-filehash test-path resolve-path', pathTouches('list')),
  ...named(
    'set-content sc',
    writes('value', () => false),
  ),
  ...named(
    'add-content ac',
    writes('value', () => true),
  ),
  'out-file': writes('inputobject', (read) => read.named.has('append')),
  ...named('remove-item ri del erase', pathTouches('delete')),
  ...named('select-string sls', (command) => {
    const read = readParameters(command.words)
    const paths = read.named.get('path') ?? read.named.get('literalpath')
    const found = paths ?? (read.named.has('pattern') ? read.plain : read.plain.slice(1))
    return found.map((path) => ({ path, operation: 'search' }))
  }),
  ...named('new-item ni', (command) => {
    const read = readParameters(command.words)
    if (/^d/i.test(read.named.get('itemtype')?.[0] ?? '')) return []
    const after = read.named.get('value')?.[0]
    return pathsOf(read).map((path) => ({ path, operation: 'create', ...(after === undefined ? {} : { after }) }))
  }),
  ...named('copy-item cpi copy xcopy', (command) => {
    const { to } = transfer(command)
    return to === undefined ? [] : [{ path: to, operation: 'write' }]
  }),
  ...named('move-item mi move rename-item rni ren', (command) => {
    const { from, to } = transfer(command)
    return from === undefined || to === undefined ? [] : [{ path: from, operation: 'rename', to }]
  }),
  // `type name` of a Unix shell asks what a command is.
  type: ({ words }) => words.filter((word) => /[.\\/]/.test(word)).map((path) => ({ path, operation: 'read' })),
  dir: pathTouches('list', '.'),
  findstr: ({ words }) => {
    const plain = words.filter((word) => !word.startsWith('/'))
    const paths = words.some((word) => /^\/[cg]:/i.test(word)) ? plain : plain.slice(1)
    return paths.map((path) => ({ path, operation: 'search' }))
  },
}

/** Parameters without a value; every other `-Name` takes the next word. */
const SWITCHES = new Set(
  'raw force append recurse nonewline noclobber passthru casesensitive simplematch list quiet allmatches notmatch wait file directory hidden name asbytestream confirm whatif noprofile'.split(
    ' ',
  ),
)

interface Parameters {
  readonly plain: readonly string[]
  /** Values by lower-case name without the dash. */
  readonly named: ReadonlyMap<string, readonly string[]>
}

function readParameters(words: readonly string[]): Parameters {
  const plain: string[] = []
  const found = new Map<string, string[]>()
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string
    // `/b`, `/s`: switches of cmd.
    if (/^\/[a-z]$/i.test(word)) continue
    if (!/^-[A-Za-z]/.test(word)) {
      plain.push(...listOf(words, at))
      while (words[at]?.endsWith(',') === true) at += 1
      continue
    }
    const [name = '', value] = word.slice(1).toLowerCase().split(':')
    if (SWITCHES.has(name) || value !== undefined) found.set(name, [])
    else {
      at += 1
      found.set(name, listOf(words, at))
      while (words[at]?.endsWith(',') === true) at += 1
    }
  }
  return { plain, named: found }
}

/** `a.txt, b.txt` and `a.txt,b.txt` name two files. */
function listOf(words: readonly string[], start: number): string[] {
  let end = start
  while (words[end]?.endsWith(',') === true) end += 1
  return words
    .slice(start, end + 1)
    .join('')
    .split(',')
    .filter((word) => word !== '')
}

function pathsOf({ plain, named: found }: Parameters): readonly string[] {
  return found.get('path') ?? found.get('literalpath') ?? found.get('filepath') ?? plain.slice(0, 1)
}

function pathTouches(operation: FileOperation, fallback?: string): Program {
  return ({ words, piped }) => {
    const read = readParameters(words)
    const all = read.named.has('path') || read.named.has('literalpath') ? pathsOf(read) : read.plain
    if (all.length > 0) return all.map((path) => ({ path, operation }))
    return fallback === undefined || piped ? [] : [{ path: fallback, operation }]
  }
}

function writes(valueName: string, append: (read: Parameters) => boolean): Program {
  return ({ words, input }): RawTouch[] => {
    const read = readParameters(words)
    const path = pathsOf(read)[0]
    if (path === undefined) return []
    const value = read.named.get(valueName)?.join(',') ?? (read.named.has('path') ? read.plain[0] : read.plain[1])
    const after = input ?? (value === undefined || /[$`(]/.test(value) ? undefined : value)
    return [{ path, operation: append(read) ? 'edit' : 'write', ...(after === undefined ? {} : { after }) }]
  }
}

function transfer({ words }: FedCommand): { from?: string; to?: string } {
  const read = readParameters(words)
  const from = read.named.get('path')?.[0] ?? read.named.get('literalpath')?.[0] ?? read.plain[0]
  const rest = read.named.has('path') || read.named.has('literalpath') ? read.plain : read.plain.slice(1)
  const target = read.named.get('destination')?.[0] ?? read.named.get('newname')?.[0] ?? rest[0]
  if (from === undefined || target === undefined) return {}
  const slash = Math.max(from.lastIndexOf('/'), from.lastIndexOf('\\'))
  const renamed = read.named.has('newname') && slash >= 0 ? from.slice(0, slash + 1) + target : target
  return { from, to: /[\\/]$/.test(target) ? target + from.slice(slash + 1) : renamed }
}
