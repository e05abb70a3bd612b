import type { FileOperation } from '@ses/model'
import type { RawTouch } from '../raw-touch.ts'

/**
 * Files that a small Python, JavaScript, Ruby or PowerShell script writes, where it says so plainly: a literal path, or a variable
 * that is set once to one, given to a writing call. Anything computed is left out.
 */
export function filesOfScript(script: string): RawTouch[] {
  if (!WRITES.some(({ needle }) => script.includes(needle))) return []
  const names = literalsOf(script)
  const found: { at: number; path: string; operation: FileOperation }[] = []
  for (const { pattern, operation } of WRITES) {
    for (const match of script.matchAll(pattern)) {
      const path = match[1] ?? names.get(match[2] as string)
      if (path !== undefined && path !== '') found.push({ at: match.index, path, operation: operation(match[3]) })
    }
  }
  found.sort((a, b) => a.at - b.at)
  const reads = READS.test(script)
  const touches = new Map<string, RawTouch>()
  for (const { path, operation } of found) {
    // A script that reads before it writes changes what is there.
    if (!touches.has(path)) touches.set(path, { path, operation: operation === 'write' && reads ? 'edit' : operation })
  }
  return [...touches.values()]
}

const LITERAL = `[rbuf]?['"\`]([^'"\`\\n\${}]{1,400})['"\`]`
const NAME = '([A-Za-z_]\\w{0,60})'

const write = (): FileOperation => 'write'
const byMode = (mode: string | undefined): FileOperation =>
  mode?.startsWith('a') === true || mode?.includes('+') === true
    ? 'edit'
    : mode?.startsWith('x') === true
      ? 'create'
      : 'write'

interface WritingCall {
  /** Text without which the pattern cannot match. */
  readonly needle: string
  /** Groups: literal path, variable name, mode. */
  readonly pattern: RegExp
  readonly operation: (mode: string | undefined) => FileOperation
}

const WRITES: readonly WritingCall[] = [
  {
    needle: 'open(',
    pattern: new RegExp(`\\bopen\\((?:${LITERAL}|${NAME}), {0,2}(?:mode=)?['"]([wax][bt+]{0,2})['"]`, 'g'),
    operation: byMode,
  },
  {
    needle: '.open(',
    pattern: new RegExp(`(?:\\bPath\\(${LITERAL}\\)|\\b${NAME})\\.open\\((?:mode=)?['"]([wax][bt+]{0,2})['"]`, 'g'),
    operation: byMode,
  },
  {
    needle: '.write_',
    pattern: new RegExp(`(?:\\bPath\\(${LITERAL}\\)|\\b${NAME})\\.write_(?:text|bytes)\\(`, 'g'),
    operation: write,
  },
  {
    needle: 'writeFile',
    pattern: new RegExp(`\\bwriteFile(?:Sync)?\\((?:${LITERAL}|${NAME}),`, 'g'),
    operation: write,
  },
  {
    needle: 'appendFile',
    pattern: new RegExp(`\\bappendFile(?:Sync)?\\((?:${LITERAL}|${NAME}),`, 'g'),
    operation: () => 'edit',
  },
  { needle: 'Bun.write(', pattern: new RegExp(`\\bBun\\.write\\((?:${LITERAL}|${NAME}),`, 'g'), operation: write },
  {
    needle: 'TextFile',
    pattern: new RegExp(`\\bDeno\\.writeTextFile(?:Sync)?\\((?:${LITERAL}|${NAME}),`, 'g'),
    operation: write,
  },
  { needle: 'File.write(', pattern: new RegExp(`\\bFile\\.write\\((?:${LITERAL}|${NAME}),`, 'g'), operation: write },
  {
    needle: '::WriteAll',
    pattern: new RegExp(`::WriteAll(?:Text|Lines|Bytes)\\((?:${LITERAL}|\\$${NAME}),`, 'g'),
    operation: write,
  },
]

const READS = /\.read_text\(|\.read_bytes\(|\.read\(\)|\.readlines\(|readFileSync\(|readFile\(|File\.read\(|::ReadAll/

const ASSIGNMENT = new RegExp(
  `^[ \\t]*(?:const |let |var |\\$)?${NAME} {0,4}= {0,4}(?:(?:pathlib\\.)?Path\\()?${LITERAL}\\)?[ \\t;]*(?:#.*)?\\r?$`,
  'gm',
)

/** Variables that hold one literal throughout. */
function literalsOf(script: string): Map<string, string> {
  const values = new Map<string, string>()
  const spoilt = new Set<string>()
  for (const [, name, value] of script.matchAll(ASSIGNMENT) as Iterable<[string, string, string]>) {
    if (values.has(name) && values.get(name) !== value) spoilt.add(name)
    values.set(name, value)
  }
  for (const name of spoilt) values.delete(name)
  return values
}
