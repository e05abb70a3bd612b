import type { FileOperation, ShellCommand } from '@ses/model'
import { filesOfPatch } from '../patch.ts'
import type { RawTouch } from '../raw-touch.ts'
import { git } from './git-files.ts'
import { filesOfScript } from './script-files.ts'
import { type OptionSpec, readArguments } from './shell-arguments.ts'
import { copiedTouches, type FedCommand, movedTouches, named, type Program, touchesOf } from './shell-program.ts'
import { always, find, GREP, patternFirst, recursive, ripgrep } from './shell-searches.ts'

/** Programs of Unix and git by name, with what they do to files. Programs that are not in it touch nothing that is known. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  ...named('cat tac rev zcat cmp comm', reads({})),
  ...named('diff colordiff sdiff diff3', reads({ short: 'UCIxXWF', long: 'label exclude ignore-matching-lines' })),
  ...named('fold expand base64 paste', reads({ short: 'wtd' })),
  ...named('xxd hexdump strings', reads({ short: 'lscogne' })),
  od: reads({ short: 'AjNtSw' }),
  join: reads({ short: 't12oajev' }),
  head: reads({ short: 'nc', long: 'lines bytes' }),
  tail: reads({ short: 'ncs', long: 'lines bytes pid sleep-interval' }),
  ...named('less more most', reads({ short: 'pPtTkox' })),
  ...named(
    'bat batcat',
    reads({
      short: 'rlHm',
      long: 'line-range language style theme highlight-line file-name map-syntax color paging wrap tabs terminal-width',
    }),
  ),
  nl: reads({ short: 'bdfhilnsvw' }),
  uniq: reads({ short: 'fsw' }),
  cut: reads({ short: 'bcdf', long: 'delimiter fields characters bytes output-delimiter' }),
  column: reads({ short: 'csNoHRTW' }),
  sort: sort,
  ...named(
    'wc stat file du md5sum sha1sum sha256sum shasum cksum md5',
    names({ short: 'cfmda', long: 'format max-depth algorithm exclude' }),
  ),
  ...named('ls exa eza lsd', names({ short: 'ITwL', long: 'ignore hide level time-style sort' }, '.')),
  tree: names({ short: 'LPIoH', long: 'filelimit charset sort' }, '.'),
  find: find,
  ...named(
    'fd fdfind',
    patternFirst(
      'list',
      {
        short: 'tedEjcSxXo',
        long: 'type extension max-depth min-depth exclude exec exec-batch threads size color changed-within changed-before owner base-directory',
      },
      always,
    ),
  ),
  ...named('grep egrep fgrep zgrep ggrep', patternFirst('search', GREP, recursive)),
  ...named('rg ugrep', ripgrep),
  ...named(
    'ag ack',
    patternFirst(
      'search',
      { short: 'ABCmGp', long: 'ignore after before context file-search-regex path-to-ignore type' },
      always,
    ),
  ),
  ...named('awk gawk mawk nawk', awk),
  jq: scriptFirst({ short: 'fL', long: 'from-file indent', pairs: 'arg argjson slurpfile rawfile' }, [
    'f',
    'from-file',
  ]),
  yq: yq,
  ...named('sed gsed', sed),
  ...named('perl ruby', perl),
  ...named('python python3 py node nodejs bun deno tsx', interpreter),
  touch: ({ words }) => plainTouches(words, 'create', { short: 'drt', long: 'date reference' }),
  truncate: ({ words }) => plainTouches(words, 'write', { short: 'sro', long: 'size reference' }),
  tee: ({ words, input }) => {
    const { plain, options } = readArguments(words)
    const append = options.has('a') || options.has('append')
    return plain.map((path) => written(path, append, input))
  },
  ...named('rm unlink trash trash-put', ({ words }) => plainTouches(words, 'delete')),
  mv: ({ words }) => movedTouches(readArguments(words, { short: 'tS', long: 'target-directory suffix' })),
  ...named('cp install ln', ({ words }) =>
    copiedTouches(readArguments(words, { short: 'tSmog', long: 'target-directory suffix mode owner group' })),
  ),
  curl: ({ words }) =>
    optionTouches(
      words,
      {
        short: 'oXHdFAbcuemxTw',
        long: 'output request header data form user-agent cookie user max-time proxy url write-out',
      },
      ['o', 'output'],
    ),
  wget: ({ words }) =>
    optionTouches(words, { short: 'OPoUtT', long: 'output-document directory-prefix header user-agent' }, [
      'O',
      'output-document',
    ]),
  patch: ({ words, input }) => {
    const { plain } = readArguments(words, { short: 'pidozFBVYDr', long: 'strip input directory output' })
    if (input !== undefined) return filesOfPatch(input)
    return plain[0] === undefined ? [] : [{ path: plain[0], operation: 'edit' }]
  },
  ...named('apply_patch applypatch apply-patch', ({ words, input }) => filesOfPatch(input ?? words.join('\n'))),
  git: git,
}

/** The touch of a text written to a file. */
export function written(path: string, append: boolean, after: string | undefined): RawTouch {
  return { path, operation: append ? 'edit' : 'write', ...(after === undefined ? {} : { after }) }
}

/** What `cat`, `echo` and a here-document put on standard output, where the line itself holds it. */
export function outputText(program: string, command: ShellCommand): string | undefined {
  if (program === 'cat' && command.words.length <= 2) return command.heredocs.at(-1)
  if (program !== 'echo') return undefined
  const words = command.words.slice(1).filter((word, index) => index > 0 || !/^-[neE]+$/.test(word))
  const text = words.join(' ')
  return /[$`]/.test(text) ? undefined : text
}

function plainTouches(words: readonly string[], operation: FileOperation, spec?: OptionSpec): RawTouch[] {
  return touchesOf(readArguments(words, spec).plain, operation)
}

function optionTouches(words: readonly string[], spec: OptionSpec, names: readonly string[]): RawTouch[] {
  const { options } = readArguments(words, spec)
  return touchesOf(
    names.flatMap((name) => options.get(name) ?? []),
    'write',
  )
}

function reads(spec: OptionSpec): Program {
  return ({ words }) =>
    readArguments(words, spec)
      // `tail +5 file` of old.
      .plain.filter((word) => !/^\+\d/.test(word))
      .map((path) => ({ path, operation: 'read' }))
}

/** Programs that tell of files without showing them; `fallback` is what they look at without arguments. */
function names(spec: OptionSpec, fallback?: string): Program {
  return ({ words, piped }) => {
    const { plain } = readArguments(words, spec)
    if (plain.length > 0) return touchesOf(plain, 'list')
    return fallback === undefined || piped ? [] : [{ path: fallback, operation: 'list' }]
  }
}

/** The first plain argument is a script or filter, unless it came by an option. */
function scriptFirst(spec: OptionSpec, options: readonly string[], operation: FileOperation = 'read'): Program {
  return ({ words }) => {
    const read = readArguments(words, spec)
    const files = options.some((name) => read.options.has(name)) ? read.plain : read.plain.slice(1)
    return touchesOf(files, operation)
  }
}

function sort({ words }: FedCommand): RawTouch[] {
  const { plain, options } = readArguments(words, { short: 'ktoST', long: 'key field-separator output' })
  const outputs = [...(options.get('o') ?? []), ...(options.get('output') ?? [])]
  return [...touchesOf(plain, 'read'), ...touchesOf(outputs, 'write')]
}

function awk({ words }: FedCommand): RawTouch[] {
  const { plain, options } = readArguments(words, { short: 'Fvfi', long: 'field-separator assign file include' })
  const operation = options.get('i')?.includes('inplace') === true ? 'edit' : 'read'
  const files = options.has('f') || options.has('file') ? plain : plain.slice(1)
  return touchesOf(
    files.filter((word) => !/^\w+=/.test(word)),
    operation,
  )
}

function yq({ words }: FedCommand): RawTouch[] {
  const { plain, options } = readArguments(words, {
    short: 'opI',
    long: 'output-format input-format indent arg',
    pairs: 'arg',
  })
  const operation = options.has('i') || options.has('inplace') ? 'edit' : 'read'
  const rest = /^(?:e|ea|eval|eval-all)$/.test(plain[0] ?? '') ? plain.slice(1) : plain
  return touchesOf(rest.slice(1), operation)
}

function sed({ words }: FedCommand): RawTouch[] {
  // The letters after `-i` are a suffix for the backup, so nothing after it in its cluster is an option.
  const { plain, options } = readArguments(
    words.map((word) => (/^-[nErsuz]*i/.test(word) ? word.slice(0, word.indexOf('i') + 1) : word)),
    { short: 'efl', long: 'expression file line-length' },
  )
  const inPlace = options.has('i') || options.has('in-place')
  const files = plain.filter((word) => word !== '')
  const scripted = ['e', 'f', 'expression', 'file'].some((name) => options.has(name))
  return touchesOf(scripted ? files : files.slice(1), inPlace ? 'edit' : 'read')
}

function perl({ words, input }: FedCommand): RawTouch[] {
  const { plain, options } = readArguments(
    words.map((word) => (/^-[0-9a-zA-Z]*i\.\w+$/.test(word) ? word.slice(0, word.indexOf('i') + 1) : word)),
    { short: 'eEMmI' },
  )
  const scripts = [...(options.get('e') ?? []), ...(options.get('E') ?? [])]
  if (scripts.length === 0) return plain.length === 0 && input !== undefined ? filesOfScript(input) : []
  const loops = options.has('n') || options.has('p')
  const files = options.has('i') ? touchesOf(plain, 'edit') : loops ? touchesOf(plain, 'read') : []
  return [...files, ...scripts.flatMap(filesOfScript)]
}

/** Scripts given on the command line or as a here-document; a script in a file is not looked into. */
function interpreter({ words, input }: FedCommand): RawTouch[] {
  const flag = words.findIndex((word) => /^-(?:c|e|p|pe|-eval|-print)$/.test(word) || word === 'eval')
  if (flag >= 0) return filesOfScript(words[flag + 1] ?? '')
  const script = words.find((word) => !word.startsWith('-') || word === '-')
  return input !== undefined && (script === undefined || script === '-') ? filesOfScript(input) : []
}
