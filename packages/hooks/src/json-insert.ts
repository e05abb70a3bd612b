import type { Node } from 'jsonc-parser'
import type { JsonText, JsonValue } from './json-text.ts'
import { endOfLineComments, ownIndent, skipTrivia } from './json-trivia.ts'

/**
 * Text with a member or an item more at the end of an object or array. Only inserts. How it is laid out in a container that was empty tells
 * `removeNode` later whose the container is: `{ "new": 1}` in one that was there, anything else in one that was made with it.
 */
export function insertLast(json: JsonText, container: Node, value: JsonValue, key?: string): string {
  const { text, eol, unit } = json
  const last = container.children?.at(-1)
  const put = (at: number, inserted: string, from: string = text): string =>
    from.slice(0, at) + inserted + from.slice(at)
  if (last === undefined) {
    const close = container.offset + container.length - 1
    const inner = text.slice(container.offset + 1, close)
    if (container.parent === undefined && /^[ \t]*$/.test(inner)) {
      return put(container.offset + 1, `${eol}${unit}${render(json, value, unit, key)}${eol}`)
    }
    const indent = text.trim().includes('\n') ? lineIndent(text, container.offset) + unit : undefined
    return put(close, ` ${render(json, value, indent, key)}`)
  }
  const end = last.offset + last.length
  const comma = skipTrivia(text, end)
  const indent = ownIndent(text, last.offset)
  const member = render(json, value, indent, key)
  const lead = indent === undefined ? ' ' : eol + indent
  if (text[comma] === ',') {
    const at = indent === undefined ? comma + 1 : endOfLineComments(text, comma + 1)
    return put(at, `${lead}${member},`)
  }
  const at = indent === undefined ? end : endOfLineComments(text, end)
  return put(end, ',', put(at, lead + member))
}

/** JSON over several lines, or on one when there is no indent to go by. */
function render(
  { eol, unit }: JsonText,
  value: JsonValue,
  indent: string | undefined,
  key: string | undefined,
): string {
  if (indent === undefined) return (key === undefined ? '' : `${JSON.stringify(key)}:`) + JSON.stringify(value)
  const lines = JSON.stringify(value, null, unit).split('\n')
  return (key === undefined ? '' : `${JSON.stringify(key)}: `) + lines.join(eol + indent)
}

function lineIndent(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? ''
}
