import { SesError } from '@ses/model'
import type { Node } from 'jsonc-parser'
import { agentOfLine, type HookCommand, scriptOfLine } from './hook-command.ts'
import { insertLast } from './json-insert.ts'
import { madeAround, removeNode } from './json-remove.ts'
import { invalidAt, type JsonText, type JsonValue, propertyOf, readJsonText } from './json-text.ts'
import type { HookFile, RegisteredHook } from './registration.ts'

/** How an agent writes the `hooks` object of a JSON file. */
export interface HookTable {
  readonly agent: string
  readonly events: readonly string[]
  /** One hook of an event: an item of its list. */
  readonly entry: (event: string, command: HookCommand) => JsonValue
  /** A member the file must have beside `hooks`; put after `hooks` where it is missing and `hooks` is, which tells that it is ours. */
  readonly beside?: readonly [key: string, value: JsonValue]
}

/** What `HookFile` says of a file with such a table. Everything else in the file keeps its bytes. */
export function hookTable(table: HookTable): Pick<HookFile, 'register' | 'unregister' | 'inspect'> {
  const register = (text: string | undefined, command: HookCommand): string => {
    if (text === undefined) return `${JSON.stringify(wholeTable(table, command), null, 2)}\n`
    // A file without content is told from `{}` by being written on one line.
    if (isEmpty(text)) return text + JSON.stringify(wholeTable(table, command))
    const json = readJsonText(text)
    checkTable(json, table.events)
    if (isRegistered(json, table, command)) return text
    const bare = withoutOurs(text, table)
    return isEmpty(bare) ? register(bare, command) : insertTable(bare, table, command)
  }
  return {
    register,
    unregister: (text, made) => {
      if (isEmpty(text)) return made ? undefined : text
      const rest = withoutOurs(text, table)
      return made && (isEmpty(rest) || readJsonText(rest).root.children?.length === 0) ? undefined : rest
    },
    inspect: (text) => (isEmpty(text) ? [] : hooksIn(readJsonText(text), table.agent).map(({ hook }) => hook)),
  }
}

function wholeTable({ events, entry, beside }: HookTable, command: HookCommand): Readonly<Record<string, JsonValue>> {
  const hooks = Object.fromEntries(events.map((event) => [event, [entry(event, command)]]))
  return beside === undefined ? { hooks } : { hooks, [beside[0]]: beside[1] }
}

function insertTable(text: string, table: HookTable, command: HookCommand): string {
  const json = readJsonText(text)
  const { hooks: value } = wholeTable(table, command)
  if (propertyOf(text, json.root, 'hooks') === undefined) {
    const { beside } = table
    const added = insertLast(json, json.root, value as JsonValue, 'hooks')
    if (beside === undefined || propertyOf(text, json.root, beside[0]) !== undefined) return added
    const grown = readJsonText(added)
    return insertLast(grown, grown.root, beside[1], beside[0])
  }
  let grown = text
  for (const event of table.events) {
    const next = readJsonText(grown)
    const hooks = valueIn(propertyOf(grown, next.root, 'hooks')) as Node
    const list = valueIn(propertyOf(grown, hooks, event))
    const entry = table.entry(event, command)
    grown = list === undefined ? insertLast(next, hooks, [entry], event) : insertLast(next, list, entry)
  }
  return grown
}

/** Throws where what we would write into is not what the agent reads. */
function checkTable({ text, root }: JsonText, events: readonly string[]): void {
  const hooks = valueIn(propertyOf(text, root, 'hooks'))
  if (hooks === undefined) return
  if (hooks.type !== 'object') throw invalidAt(text, hooks.offset, '"hooks" should be an object')
  for (const event of events) {
    const list = valueIn(propertyOf(text, hooks, event))
    if (list !== undefined && list.type !== 'array') {
      throw invalidAt(text, list.offset, `"hooks.${event}" should be a list`)
    }
  }
}

/** Whether every event has our entry as it would be written now, once, and no other event has one. */
function isRegistered(json: JsonText, { agent, events, entry }: HookTable, command: HookCommand): boolean {
  const found = hooksIn(json, agent)
  if (found.length !== events.length) return false
  return events.every((event) => {
    const [one, other] = found.filter(({ hook }) => hook.event === event)
    return one !== undefined && other === undefined && sameJson(plain(one.item), entry(event, command))
  })
}

function withoutOurs(text: string, { agent, beside }: HookTable): string {
  let rest = text
  while (!isEmpty(rest)) {
    const json = readJsonText(rest)
    const last = hooksIn(json, agent).at(-1)
    if (last === undefined) return rest
    // A group that holds nothing but ours goes as a whole.
    let node = last.alone ? last.item : last.handler
    while (madeAround(rest, node)) node = enclosing(node)
    const isTable = node.parent === json.root && node.children?.[0]?.value === 'hooks'
    const follower = isTable ? json.root.children?.[(json.root.children ?? []).indexOf(node) + 1] : undefined
    const ours = beside !== undefined && follower?.children?.[0]?.value === beside[0] && isLast(json.root, follower)
    if (ours && sameJson(plain(follower.children?.[1]), beside[1])) {
      rest = takenOut(rest, follower)
      continue
    }
    const whole = isTable && json.root.children?.length === 1 && isOneLine(json)
    const next = whole ? rest.slice(0, json.root.offset) : takenOut(rest, node)
    if (next.length >= rest.length) throw new SesError('unsafe', 'the hooks of ses cannot be taken out')
    rest = next
  }
  return rest
}

/** The line end before what is taken out may be the end of a comment: then it stays. */
function takenOut(text: string, node: Node): string {
  const next = removeNode(text, node)
  return canRead(next) ? next : removeNode(text, node, true)
}

function canRead(text: string): boolean {
  try {
    readJsonText(text)
    return true
  } catch {
    return false
  }
}

/** A top that was written on one line around our table and nothing else: the file had no content. */
function isOneLine({ text, root }: JsonText): boolean {
  const [member] = root.children ?? []
  return (
    member !== undefined &&
    member.offset === root.offset + 1 &&
    member.offset + member.length === root.offset + root.length - 1 &&
    root.offset + root.length === text.length &&
    isEmpty(text.slice(0, root.offset))
  )
}

interface FoundHook {
  readonly hook: RegisteredHook
  /** The item of the event's list. */
  readonly item: Node
  /** The object that holds the line: the item itself, or one of its `hooks`. */
  readonly handler: Node
  /** Whether the item holds no hook of others. */
  readonly alone: boolean
}

/** In the order of the text. */
function hooksIn({ root }: JsonText, agent: string): readonly FoundHook[] {
  const tables = (root.children ?? []).filter(({ children }) => children?.[0]?.value === 'hooks').map(valueIn)
  return tables.flatMap((hooks) =>
    (hooks?.type === 'object' ? (hooks.children ?? []) : []).flatMap((member) => {
      const list = valueIn(member)
      const event = String(member.children?.[0]?.value)
      return list?.type === 'array'
        ? (list.children ?? []).flatMap((item, group) => inItem(item, event, group, agent))
        : []
    }),
  )
}

function inItem(item: Node, event: string, group: number, agent: string): readonly FoundHook[] {
  if (item.type !== 'object') return []
  const own = lineIn(item, agent)
  if (own !== undefined) {
    return [{ hook: hookOf(event, `${group}:0`, own), item, handler: item, alone: true }]
  }
  const nested = (item.children ?? []).find(({ children }) => children?.[0]?.value === 'hooks')
  const handlers = valueIn(nested)?.type === 'array' ? (valueIn(nested)?.children ?? []) : []
  const lines = handlers.map((handler) => lineIn(handler, agent))
  const alone = lines.length === 1
  return handlers.flatMap((handler, index) => {
    const line = lines[index]
    return line === undefined ? [] : [{ hook: hookOf(event, `${group}:${index}`, line), item, handler, alone }]
  })
}

function hookOf(event: string, position: string, line: string): RegisteredHook {
  const script = scriptOfLine(line)
  return { event, position, line, ...(script === undefined ? {} : { script }) }
}

/** The first of a handler's texts that is a line of ours. */
function lineIn(handler: Node, agent: string): string | undefined {
  if (handler.type !== 'object') return undefined
  const texts = (handler.children ?? []).map((member) => valueIn(member)?.value)
  return texts.find((text): text is string => typeof text === 'string' && agentOfLine(text) === agent)
}

function valueIn(property: Node | undefined): Node | undefined {
  return property?.children?.[1]
}

/** The member or item whose value the container of a node is. */
function enclosing(node: Node): Node {
  const container = node.parent as Node
  return container.parent?.type === 'property' ? container.parent : container
}

function isLast(object: Node, member: Node): boolean {
  return object.children?.at(-1) === member
}

function isEmpty(text: string): boolean {
  return /^\ufeff?\s*$/.test(text)
}

function plain(node: Node | undefined): unknown {
  if (node?.type === 'array') return (node.children ?? []).map(plain)
  if (node?.type !== 'object') return node?.value
  return Object.fromEntries((node.children ?? []).map(({ children }) => [children?.[0]?.value, plain(children?.[1])]))
}

function sameJson(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  const [keys, others] = [Object.keys(one), Object.keys(other)]
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === others.length &&
    keys.every((key) => sameJson((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]))
  )
}
