import type { TranscriptForm } from '@ses/archive'

const LINES = 5

/** Tells from the beginning of a file whether it is JSON lines, one JSON document over many lines, or other text. */
export function formOf(head: Uint8Array): TranscriptForm {
  const text = new TextDecoder().decode(head).replaceAll('\0', '').trimStart()
  const lines = text.split('\n')
  // The last one may go on behind the head; if it is the only one, that makes no difference.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines
  const looked = whole.filter((line) => line.trim() !== '').slice(0, LINES)
  if (looked.some(isObject) || (lines.length === 1 && text.startsWith('{'))) return 'jsonl'
  return /^[{[]/.test(text) ? 'json' : 'text'
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
