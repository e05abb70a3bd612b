import type { Coverage, Diagnostic, DiagnosticCode } from '@ses/model'
import { type JsonObject, objectOf } from './json.ts'
import { createUtf8Decoder } from './utf8.ts'

/** One readable line of a JSON Lines file. */
export interface JsonLine {
  readonly row: JsonObject
  /** Counted from 1. */
  readonly line: number
}

/** Lines longer than this many bytes are passed over: no string of theirs could be kept anyway. */
const MAX_LINE_BYTES = 64 * 1024 * 1024

const NEWLINE = 10

/**
 * Reads JSON Lines from chunks of bytes. It is total: byte-order mark, CRLF, NUL bytes, bad UTF-8, blank lines, lines that are
 * no JSON object, lines of any length and a torn last line are passed over and counted, and no input makes it throw.
 */
export class JsonlReader {
  readonly #emit: (line: JsonLine) => void
  readonly #maxLineBytes: number
  readonly #decoder = createUtf8Decoder()
  /** Pieces of the line that no chunk has ended yet. */
  #open: Uint8Array[] = []
  #openBytes = 0
  #skipping = false
  #line = 0
  #bytes = 0
  #lines = 0
  #torn = 0
  readonly #diagnostics = new DiagnosticLog()

  constructor(emit: (line: JsonLine) => void, options: { readonly maxLineBytes?: number } = {}) {
    this.#emit = emit
    this.#maxLineBytes = options.maxLineBytes ?? MAX_LINE_BYTES
  }

  push(chunk: Uint8Array): void {
    this.#bytes += chunk.length
    let start = 0
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start)
      if (end < 0) break
      this.#finishLine(chunk.subarray(start, end), true)
      start = end + 1
    }
    const rest = chunk.length - start
    if (rest === 0 || this.#skipping) return
    this.#openBytes += rest
    if (this.#openBytes > this.#maxLineBytes) {
      this.#open = []
      this.#skipping = true
      return
    }
    // The caller may reuse its buffer, so what is kept beyond this call is copied.
    this.#open.push(chunk.slice(start))
  }

  /** Ends the input: a last line without its newline is read when it is whole. */
  end(): { readonly diagnostics: Diagnostic[]; readonly coverage: Omit<Coverage, 'recognised'> } {
    if (this.#openBytes > 0 || this.#skipping) this.#finishLine(new Uint8Array(0), false)
    return {
      diagnostics: this.#diagnostics.list(),
      coverage: { bytes: this.#bytes, lines: this.#lines, torn: this.#torn },
    }
  }

  #finishLine(tail: Uint8Array, ended: boolean): void {
    this.#line += 1
    const skipped = this.#skipping || this.#openBytes + tail.length > this.#maxLineBytes
    let bytes = tail
    if (!skipped && this.#open.length > 0) bytes = concat(this.#open, this.#openBytes, tail)
    this.#open = []
    this.#openBytes = 0
    this.#skipping = false
    if (skipped) {
      this.#lines += 1
      this.#diagnostics.add('line_too_long', `longer than ${this.#maxLineBytes} bytes`, this.#line)
      return
    }
    if (bytes.length === 0) return
    this.#readLine(this.#decoder.decode(bytes), ended)
  }

  #readLine(text: string, ended: boolean): void {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      const cleaned = text.replaceAll('\0', '').trim()
      if (cleaned === '') return
      const again = cleaned.length === text.length ? undefined : parseOr(cleaned)
      if (again === undefined) {
        if (ended || !cleaned.startsWith('{')) {
          this.#lines += 1
          this.#diagnostics.add('bad_json', 'not valid JSON', this.#line)
        } else {
          this.#torn = 1
          this.#diagnostics.add('torn_line', 'the last line is incomplete', this.#line)
        }
        return
      }
      value = again
    }
    this.#lines += 1
    const row = objectOf(value)
    if (row === undefined) this.#diagnostics.add('not_an_object', 'valid JSON, but not an object', this.#line)
    else this.#emit({ row, line: this.#line })
  }
}

/** Collects diagnostics, folding equal ones into a count so that a hostile file cannot fill memory with them. */
export class DiagnosticLog {
  readonly #entries = new Map<string, { code: DiagnosticCode; message: string; count: number; line?: number }>()

  add(code: DiagnosticCode, message: string, line?: number): void {
    const key = `${code} ${message}`
    const entry = this.#entries.get(key)
    if (entry !== undefined) entry.count += 1
    else if (this.#entries.size < 200) {
      this.#entries.set(key, line === undefined ? { code, message, count: 1 } : { code, message, count: 1, line })
    }
  }

  list(): Diagnostic[] {
    return [...this.#entries.values()]
  }
}

function parseOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function concat(parts: readonly Uint8Array[], bytes: number, tail: Uint8Array): Uint8Array {
  const whole = new Uint8Array(bytes + tail.length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  whole.set(tail, at)
  return whole
}
