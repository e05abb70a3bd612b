import type { ToolAction } from '@ses/model'
import { arrayOf, type JsonObject, objectOf, stringOf } from './json.ts'
import { filesOfPatch } from './patch.ts'
import type { RawTouch } from './raw-touch.ts'

/** An agent's tools by the names it writes. Names that are not in it are `mcp` when they look like one, else `other`. */
export type ToolTable = Readonly<Record<string, ToolSpec>>

/** What a tool does and where its arguments say on what. The readers see unchecked arguments and must not throw. */
export interface ToolSpec {
  readonly action: ToolAction
  readonly command?: (args: JsonObject) => string | undefined
  readonly files?: (args: JsonObject) => RawTouch[]
  /** Arguments left out of `ToolCallEvent.input`: file contents, and what `command` or `files` say already. */
  readonly omit?: readonly string[]
}

/** A tool without files or a command. */
export function plainTool(action: ToolAction): ToolSpec {
  return { action }
}

/** A tool that reads the files named by the arguments `keys`, each a path or a list of paths. */
export function readTool(...keys: string[]): ToolSpec {
  return { action: 'read', files: (args) => touches(args, keys, 'read'), omit: keys }
}

/** A tool that searches or lists below the paths in `keys`. */
export function searchTool(action: 'search' | 'list', ...keys: string[]): ToolSpec {
  return { action, files: (args) => touches(args, keys, action) }
}

/** A tool that deletes the files named by `keys`. */
export function deleteTool(...keys: string[]): ToolSpec {
  return { action: 'delete', files: (args) => touches(args, keys, 'delete'), omit: keys }
}

/** A tool that replaces a file's whole content. */
export function writeTool(pathKey: string, contentKey: string): ToolSpec {
  return {
    action: 'write',
    omit: [pathKey, contentKey],
    files: (args) => {
      const path = stringOf(args[pathKey])
      const after = typeof args[contentKey] === 'string' ? args[contentKey] : undefined
      if (path === undefined) return []
      if (after === undefined) return [{ path, operation: 'write' }]
      return [{ path, operation: 'write', after, addedLines: countLines(after) }]
    },
  }
}

/** A tool that replaces one text in a file by another, or several when the list in `editsKey` is there. */
export function editTool(keys: { path: string; before: string; after: string; edits?: string }): ToolSpec {
  const editsKey = keys.edits ?? ''
  return {
    action: 'edit',
    omit: [keys.path, keys.before, keys.after, editsKey],
    files: (args) => {
      const path = stringOf(args[keys.path])
      if (path === undefined) return []
      const edits = arrayOf(args[editsKey])
        .map(objectOf)
        .filter((edit) => edit !== undefined)
      return (edits.length === 0 ? [args] : edits).map((edit) => editTouch(path, edit[keys.before], edit[keys.after]))
    },
  }
}

/** A tool whose argument `key` is a patch text. */
export function patchTool(key: string): ToolSpec {
  return {
    action: 'edit',
    omit: [key],
    files: (args) => (typeof args[key] === 'string' ? filesOfPatch(args[key]) : []),
  }
}

/** A tool that runs the shell command in `key`: a text or an argument list. */
export function shellTool(key: string): ToolSpec {
  return {
    action: 'shell',
    omit: [key],
    command: (args) => {
      const value = args[key]
      if (typeof value === 'string') return value
      if (!Array.isArray(value)) return undefined
      return commandOfArguments(value.filter((word): word is string => typeof word === 'string'))
    },
  }
}

/** One line for an argument list: the script itself for `bash -lc script`, else the words, quoted where they need it. */
export function commandOfArguments(words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined
  if (
    words.length === 3 &&
    /(?:^|[\\/])(?:ba|z|da)?sh$/.test(words[0] as string) &&
    /^-l?c$/.test(words[1] as string)
  ) {
    return words[2]
  }
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ')
}

/** The touch of an edit that replaces `before` by `after`; an empty `before` makes the file. */
export function editTouch(path: string, before: unknown, after: unknown): RawTouch {
  const old = typeof before === 'string' ? before : undefined
  const fresh = typeof after === 'string' ? after : undefined
  return {
    path,
    operation: old === '' ? 'create' : 'edit',
    ...(old === undefined ? {} : { before: old, removedLines: countLines(old) }),
    ...(fresh === undefined ? {} : { after: fresh, addedLines: countLines(fresh) }),
  }
}

/** Looks a tool up; `mcp__server__tool` and its like are `mcp`, anything else unknown is `other`. */
export function toolSpec(table: ToolTable, name: string): ToolSpec {
  if (Object.hasOwn(table, name)) return table[name] as ToolSpec
  return /^mcp(?:__|_|:)/i.test(name) ? MCP : OTHER
}

const MCP: ToolSpec = { action: 'mcp' }
const OTHER: ToolSpec = { action: 'other' }

/** Lines of a text; a final newline ends the last line and begins none. */
export function countLines(text: string): number {
  if (text === '') return 0
  let lines = text.endsWith('\n') ? 0 : 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

function touches(args: JsonObject, keys: readonly string[], operation: RawTouch['operation']): RawTouch[] {
  const paths = keys.flatMap((key) => (Array.isArray(args[key]) ? args[key] : [args[key]]))
  return paths.flatMap((path) => (typeof path === 'string' && path !== '' ? [{ path, operation }] : []))
}
