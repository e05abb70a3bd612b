import { SesError } from '@ses/model'
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'

/** A value that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** A parsed text and how it is laid out. */
export interface JsonText {
  readonly text: string
  readonly root: Node
  /** End of line of the first line; `\n` for a text of one line. */
  readonly eol: string
  /** One step of indentation; two spaces when nothing shows it. */
  readonly unit: string
}

/** Reads JSON with comments, trailing commas and a byte order mark; the top must be an object. Throws `SesError` that names the place. */
export function readJsonText(text: string): JsonText {
  const errors: ParseError[] = []
  let root: Node | undefined
  try {
    // A byte order mark is no JSON; a blank in its place keeps every offset.
    root = parseTree(text.replace(/^\ufeff/, ' '), errors, { allowTrailingComma: true })
  } catch {
    throw new SesError('config_invalid', 'nested too deeply to be read')
  }
  const [error] = errors
  if (error !== undefined) throw invalidAt(text, error.offset, spelled(printParseErrorCode(error.error)))
  if (root?.type !== 'object') throw invalidAt(text, root?.offset ?? 0, 'expected an object in braces')
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n'
  const [first] = root.children ?? []
  const indent = first === undefined ? undefined : /\n([ \t]{1,16})$/.exec(text.slice(0, first.offset))?.[1]
  return { text, root, eol, unit: indent ?? '  ' }
}

/** The property of an object by its name. Throws when the name stands there twice: programs differ on which one holds. */
export function propertyOf(text: string, object: Node, name: string): Node | undefined {
  const found = (object.children ?? []).filter(({ children }) => children?.[0]?.value === name)
  const [first, second] = found
  if (second !== undefined) throw invalidAt(text, second.offset, `"${name}" stands there twice`)
  return first
}

/** The error for a text that is not what it should be: says the line and the column, never the content. */
export function invalidAt(text: string, offset: number, what: string): SesError {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  const column = offset - (before.lastIndexOf('\n') + 1) + 1
  return new SesError('config_invalid', `line ${line}, column ${column}: ${what}`, { data: { line, column } })
}

/** `PropertyNameExpected` as `property name expected`. */
function spelled(code: string): string {
  return code.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : ' '}${letter.toLowerCase()}`)
}
