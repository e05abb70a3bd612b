const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const ARRAY = 0x5b
const BACKSLASH = 0x5c
const ARRAY_END = 0x5d
const OBJECT = 0x7b
const OBJECT_END = 0x7d

/** A usage object has some hundred bytes; a value larger than this is no value that was meant, and is left out. */
const MOST_KEPT = 64 * 1024

/** Takes JSON text in pieces of any size. */
export interface JsonPicker {
  readonly write: (bytes: Buffer) => void
  /** Hands over what an unfinished document held so far, and begins anew. */
  readonly reset: () => void
}

/**
 * Reads a few fields of JSON objects that pass by, without keeping or parsing the rest: a reply of any size costs the same memory.
 * `paths` name fields of the object itself (`usage`) or of an object in it (`response.usage`). Objects may follow one another or be the
 * members of one array; `onObject` is called at the end of each with the fields that were there. What is no JSON is passed over.
 */
export function createJsonPicker(
  paths: readonly string[],
  onObject: (fields: Readonly<Record<string, unknown>>) => void,
): JsonPicker {
  const wanted = new Set(paths)
  const parents = new Set(paths.flatMap((path) => (path.includes('.') ? [path.slice(0, path.indexOf('.'))] : [])))
  const longest = Math.max(...paths.map((path) => path.length))
  let fields: Record<string, unknown> = {}
  /** Open brackets; 0 outside of any object. */
  let depth = 0
  /** What the names of the fields at depth 1 and 2 begin with; undefined where nothing is wanted. */
  let outer: string | undefined
  let inner: string | undefined
  let inString = false
  let escaped = false
  let expectsKey = false
  let key: string | undefined
  /** The field whose value comes next. */
  let name: string | undefined
  /** What is being kept: a key, or the value of `name` that began at `keptDepth`. */
  let keeps: 'key' | 'value' | undefined
  let keptDepth = 0
  let kept: Buffer[] = []
  let keptBytes = 0
  let from = 0

  const start = (): void => {
    depth = 0
    inString = false
    escaped = false
    expectsKey = false
    key = undefined
    name = undefined
    outer = undefined
    inner = undefined
    keeps = undefined
    kept = []
    keptBytes = 0
    fields = {}
  }
  const prefix = (): string | undefined => (depth === 1 ? outer : depth === 2 ? inner : undefined)
  const keep = (bytes: Buffer): void => {
    keptBytes += bytes.length
    if (keptBytes <= MOST_KEPT) kept.push(Buffer.from(bytes))
    else kept = []
  }
  const begin = (what: 'key' | 'value', at: number): void => {
    keeps = what
    keptDepth = depth
    from = at
  }
  const finish = (bytes: Buffer, end: number): void => {
    // Nearly every key and value lies in one piece, and nearly no key is wanted: neither is copied.
    let text = ''
    if (keptBytes > 0) {
      keep(bytes.subarray(from, end))
      text = Buffer.concat(kept).toString()
      kept = []
      keptBytes = 0
    } else if (end - from <= (keeps === 'key' ? longest : MOST_KEPT)) text = bytes.toString('utf8', from, end)
    if (keeps === 'key') key = text
    else if (name !== undefined) {
      const value = parsed(text)
      if (value !== undefined) fields[name] = value
      name = undefined
    }
    keeps = undefined
  }
  const open = (isObject: boolean): void => {
    depth++
    const within = depth === 1 ? '' : depth === 2 && name !== undefined && parents.has(name) ? `${name}.` : undefined
    if (depth === 1) outer = isObject ? within : undefined
    else if (depth === 2) inner = isObject ? within : undefined
    expectsKey = isObject && prefix() !== undefined
    key = undefined
    if (keeps !== 'value') name = undefined
  }
  const close = (): void => {
    depth--
    expectsKey = false
    key = undefined
    if (depth > 0) return
    const done = fields
    fields = {}
    onObject(done)
  }

  const write = (bytes: Buffer): void => {
    from = 0
    let at = 0
    while (at < bytes.length) {
      if (inString) {
        const end = stringEnd(bytes, at, escaped)
        if (end < 0) {
          escaped = isEscaped(bytes, at, bytes.length, escaped)
          break
        }
        escaped = false
        inString = false
        at = end + 1
        if (keeps === 'key') finish(bytes, end)
        else if (keeps === 'value' && keptDepth === depth) finish(bytes, at)
        continue
      }
      const byte = bytes[at] as number
      const isPlain = byte > 0x20 && byte !== COMMA && byte !== OBJECT_END && byte !== ARRAY_END && byte !== COLON
      // A number, true, false or null ends where something else begins.
      if (keeps === 'value' && keptDepth === depth && !isPlain) finish(bytes, at)
      if (keeps === undefined && name !== undefined && isPlain && wanted.has(name)) begin('value', at)
      at++
      switch (byte) {
        case QUOTE:
          inString = true
          if (keeps === undefined && expectsKey) {
            expectsKey = false
            begin('key', at)
          }
          break
        case COLON:
          // A dot in a key is no step down.
          if (key !== undefined && !key.includes('.')) name = `${prefix() ?? ''}${key}`
          key = undefined
          break
        case COMMA:
          name = keeps === 'value' ? name : undefined
          expectsKey = prefix() !== undefined
          break
        case OBJECT:
          open(true)
          break
        case ARRAY:
          if (depth > 0) open(false)
          break
        case OBJECT_END:
        case ARRAY_END:
          if (depth === 0) break
          if (keeps === 'value' && keptDepth === depth - 1) finish(bytes, at)
          close()
          break
      }
    }
    if (keeps !== undefined) keep(bytes.subarray(from))
  }

  return {
    write,
    reset: () => {
      if (depth > 0 && Object.keys(fields).length > 0) onObject(fields)
      start()
    },
  }
}

/** Where the string ends; -1 when it goes on. Long strings are searched by `indexOf`, which is many times faster than a loop. */
function stringEnd(bytes: Buffer, start: number, escaped: boolean): number {
  for (let at = start, isFirst = escaped; ; isFirst = false) {
    const quote = nextQuote(bytes, at)
    if (quote < 0 || !isEscaped(bytes, at, quote, isFirst)) return quote
    at = quote + 1
  }
}

function nextQuote(bytes: Buffer, start: number): number {
  const near = Math.min(bytes.length, start + 24)
  for (let at = start; at < near; at++) if (bytes[at] === QUOTE) return at
  return near === bytes.length ? -1 : bytes.indexOf(QUOTE, near)
}

/** Whether the byte at `end` is escaped, given whether the one at `start` is. */
function isEscaped(bytes: Buffer, start: number, end: number, escaped: boolean): boolean {
  let at = end
  while (at > start && bytes[at - 1] === BACKSLASH) at--
  const odd = (end - at) % 2 === 1
  return at === start && escaped ? !odd : odd
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
