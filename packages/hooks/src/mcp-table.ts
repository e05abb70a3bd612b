import { getNodeValue, type Node } from 'jsonc-parser'
import { insertLast } from './json-insert.ts'
import { madeAround, removeNode } from './json-remove.ts'
import { invalidAt, type JsonText, type JsonValue, propertyOf, readJsonText } from './json-text.ts'
import { isMcpCommand, mcpCommand } from './mcp-command.ts'
import type { HookFile } from './registration.ts'

/** How an agent lists MCP servers in a JSON file. */
export interface McpTable {
  /** Member of the top that holds the servers by name. */
  readonly servers: string
  /** Our entry, given program and arguments. */
  readonly entry: (words: readonly [string, ...string[]]) => JsonValue
  /** Program and arguments of an entry. */
  readonly words: (entry: Readonly<Record<string, unknown>>) => readonly unknown[]
}

const NAME = 'ses'

/** `mcpServers` with `command` and `args`, as most agents have it; `beside` is what some want in each entry. */
export function mcpServers(beside: Readonly<Record<string, JsonValue>> = {}): ReturnType<typeof mcpTable> {
  return mcpTable({
    servers: 'mcpServers',
    entry: ([command, ...args]) => ({ command, args, ...beside }),
    words: ({ command, args }) => [command, ...(Array.isArray(args) ? args : [])],
  })
}

/** What `HookFile` says of a file with such a table. A server that somebody else called `ses` is left alone. */
export function mcpTable(table: McpTable): Pick<HookFile, 'register' | 'unregister' | 'inspect'> {
  const { servers, entry } = table
  return {
    register: (text, command) => {
      const value = entry(mcpCommand(command))
      if (text === undefined || text.trim() === '')
        return `${JSON.stringify({ [servers]: { [NAME]: value } }, null, 2)}\n`
      const bare = isOurs(readJsonText(text), table) ? withoutOurs(text, table) : text
      const json = readJsonText(bare)
      const holder = valueIn(propertyOf(bare, json.root, servers))
      if (holder === undefined) return keep(text, insertLast(json, json.root, { [NAME]: value }, servers))
      if (holder.type !== 'object') throw invalidAt(bare, holder.offset, `"${servers}" should be an object`)
      if (propertyOf(bare, holder, NAME) !== undefined) return text
      return keep(text, insertLast(json, holder, value, NAME))
    },
    unregister: (text, made) => {
      if (text.trim() === '' || !isOurs(readJsonText(text), table)) return text
      const rest = withoutOurs(text, table)
      return made && readJsonText(rest).root.children?.length === 0 ? undefined : rest
    },
    inspect: (text) => {
      if (text.trim() === '' || !isOurs(readJsonText(text), table)) return []
      return [{ event: 'mcp', position: '0:0', line: 'ses mcp' }]
    },
  }
}

/** The text as it was when nothing but the layout of our own entry would change. */
function keep(before: string, after: string): string {
  return before.length === after.length && sameValue(before, after) ? before : after
}

function sameValue(a: string, b: string): boolean {
  return JSON.stringify(getNodeValue(readJsonText(a).root)) === JSON.stringify(getNodeValue(readJsonText(b).root))
}

function isOurs({ text, root }: JsonText, { servers, words }: McpTable): boolean {
  const holder = valueIn(propertyOf(text, root, servers))
  if (holder?.type !== 'object') return false
  const entry: unknown = getNodeValue(valueIn(propertyOf(text, holder, NAME)) ?? holder)
  return typeof entry === 'object' && entry !== null && isMcpCommand(words(entry as Record<string, unknown>))
}

function withoutOurs(text: string, { servers }: McpTable): string {
  const { root } = readJsonText(text)
  const holder = propertyOf(text, root, servers)
  const own = propertyOf(text, valueIn(holder) as Node, NAME) as Node
  const alone = (valueIn(holder)?.children ?? []).length === 1 && madeAround(text, own)
  return removeNode(text, alone ? (holder as Node) : own)
}

function valueIn(property: Node | undefined): Node | undefined {
  return property?.children?.[1]
}
