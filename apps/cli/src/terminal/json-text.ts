/** DEL, C1 and bidi controls, which JSON leaves as they are and a terminal obeys. */
const UNSAFE = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** A value as JSON that is safe to print: the same value when parsed, without a single control character but its own line ends. */
export function jsonText(value: unknown, indent = 2): string {
  return printableJson(JSON.stringify(value, null, indent))
}

/** The same of a text that is JSON already. */
export function printableJson(text: string): string {
  return text.replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
