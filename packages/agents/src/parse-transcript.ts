import type { Coverage, Diagnostic, Parsed, Session } from '@ses/model'
import type { Agent, TranscriptReader } from './agent.ts'
import { agents as allAgents } from './agents/index.ts'
import { type JsonObject, objectOf } from './json.ts'
import { DiagnosticLog, type JsonLine, JsonlReader } from './jsonl.ts'
import { keepText, type TextPolicy } from './text-policy.ts'
import { createUtf8Decoder } from './utf8.ts'

/** How to read a transcript. */
export interface ParseOptions {
  /** Id of the agent that wrote it, or a record of one; told from the content when absent. */
  readonly agent?: string | Agent
  /** Agents to choose from; default all built-in ones. */
  readonly agents?: readonly Agent[]
  /** Path of the file; some agents keep the session id in its name. */
  readonly path?: string
  /** Longest line that is read, in bytes; default 64 MiB. */
  readonly maxLineBytes?: number
}

/** Reads one transcript chunk by chunk, keeping of each text what the policy returns. */
export interface TranscriptParser<Text extends string> {
  readonly push: (chunk: Uint8Array) => void
  readonly end: () => Parsed<Session<Text>>
}

/** Rows looked at before the agent is decided. */
const SNIFF_ROWS = 40
/** Documents larger than this are not taken for one JSON value spread over many lines. */
const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024
const MAX_FIRST_LINE = 65_536

/**
 * Reads a whole transcript, given as text or UTF-8 bytes. Never throws on bad input: the session holds what could be read, the
 * diagnostics count what could not. A transcript that no agent recognises gives a session of agent `unknown` without events.
 */
export function parseTranscript(input: string | Uint8Array, options: ParseOptions = {}): Parsed<Session> {
  const parser = createTranscriptParser(keepText, options)
  parser.push(typeof input === 'string' ? encode(input) : input)
  return parser.end()
}

/** A parser that is fed with chunks, so that a transcript of any size can be read in bounded memory. */
export function createTranscriptParser<Text extends string>(
  text: TextPolicy<Text>,
  options: ParseOptions = {},
): TranscriptParser<Text> {
  return new Parser(text, options)
}

class Parser<Text extends string> implements TranscriptParser<Text> {
  readonly #text: TextPolicy<Text>
  readonly #options: ParseOptions
  readonly #candidates: readonly Agent[]
  readonly #log = new DiagnosticLog()
  readonly #lines: JsonlReader
  #agent: Agent | undefined
  #reader: TranscriptReader<Text> | undefined
  #sniffed: JsonLine[] = []
  #recognised = 0
  /** Chunks of a file whose first line is a lone `{` or `[`, or that is no JSON; undefined once it is known to be line by line. */
  #document: Uint8Array[] | undefined = []
  #documentBytes = 0
  #nextLook = 1

  constructor(text: TextPolicy<Text>, options: ParseOptions) {
    this.#text = text
    this.#options = options
    this.#candidates = options.agents ?? allAgents
    const named =
      typeof options.agent === 'object' ? options.agent : this.#candidates.find(({ id }) => id === options.agent)
    if (named !== undefined) this.#choose(named)
    this.#lines = new JsonlReader(
      (line) => this.#line(line),
      options.maxLineBytes === undefined ? {} : { maxLineBytes: options.maxLineBytes },
    )
  }

  push = (chunk: Uint8Array): void => {
    if (this.#document === undefined) {
      this.#lines.push(chunk)
      return
    }
    this.#document.push(chunk.slice())
    this.#documentBytes += chunk.length
    // Looked at when the size has doubled, so that many tiny chunks do not cost quadratic time.
    if (this.#documentBytes < this.#nextLook) return
    this.#nextLook = this.#documentBytes * 2
    const start = firstLine(this.#document)
    if (start === undefined && this.#documentBytes < MAX_FIRST_LINE) return
    const whole = start === '{' || start === '[' || this.#textAgent(this.#document) !== undefined
    if (whole && this.#documentBytes < MAX_DOCUMENT_BYTES) return
    this.#replay()
  }

  end = (): Parsed<Session<Text>> => {
    const document = this.#document === undefined ? undefined : this.#readDocument(this.#document)
    if (document === undefined && this.#document !== undefined) this.#replay()
    const { diagnostics, coverage } = this.#lines.end()
    this.#decide()
    const session: Session<Text> = this.#reader?.end() ?? emptySession()
    const lines = document === undefined ? coverage.lines : document
    const bytes = document === undefined ? coverage.bytes : this.#documentBytes
    const whole: Coverage = { bytes, lines, recognised: this.#recognised, torn: coverage.torn }
    if (lines === 0) this.#log.add('empty', 'no readable line')
    else if (this.#agent === undefined) this.#log.add('unknown_format', 'no known agent writes such lines')
    else if (this.#recognised * 2 < lines) {
      const version = session.agentVersion === undefined ? '' : ` ${session.agentVersion}`
      this.#log.add('unknown_format', `fewer than half of the lines are known of ${this.#agent.title}${version}`)
    }
    return {
      value: session,
      diagnostics: [...diagnostics, ...this.#log.list()] satisfies Diagnostic[],
      coverage: whole,
    }
  }

  /** Feeds the bytes held back so far to the line reader. */
  #replay(): void {
    const chunks = this.#document ?? []
    this.#document = undefined
    for (const chunk of chunks) this.#lines.push(chunk)
  }

  /** The agent whose text document this is: the one that was named, else the one that knows its beginning best. */
  #textAgent(chunks: readonly Uint8Array[]): Agent | undefined {
    if (this.#agent !== undefined) return this.#agent.transcript.format === 'text' ? this.#agent : undefined
    const candidates = this.#candidates.filter(({ transcript }) => transcript.format === 'text')
    if (candidates.length === 0) return undefined
    const row = { text: createUtf8Decoder().decode(concat(chunks, MAX_FIRST_LINE)) }
    let best: Agent | undefined
    let bestScore = 0
    for (const agent of candidates) {
      const score = agent.transcript.recognise(row)
      if (score > bestScore) {
        best = agent
        bestScore = score
      }
    }
    return best
  }

  /** Reads a transcript that is one document; answers its number of records, undefined when it is none. */
  #readDocument(chunks: readonly Uint8Array[]): number | undefined {
    const textAgent = this.#textAgent(chunks)
    const text = createUtf8Decoder().decode(concat(chunks, this.#documentBytes))
    if (textAgent !== undefined) {
      if (text.trim() === '') return 0
      if (this.#agent === undefined) this.#choose(textAgent)
      this.#line({ row: { text }, line: 1 })
      return 1
    }
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return undefined
    }
    const rows = (Array.isArray(value) ? value : [value]).map(objectOf).filter((row) => row !== undefined)
    for (const [index, row] of rows.entries()) this.#line({ row, line: index + 1 })
    return rows.length
  }

  #line(line: JsonLine): void {
    if (this.#reader !== undefined) {
      this.#read(line)
      return
    }
    this.#sniffed.push(line)
    if (this.#sniffed.length >= SNIFF_ROWS) this.#decide()
  }

  #decide(): void {
    if (this.#reader !== undefined || this.#sniffed.length === 0) return
    let best: Agent | undefined
    let bestScore = 0
    for (const agent of this.#candidates) {
      if (agent.transcript.format === 'text') continue
      let score = 0
      for (const { row } of this.#sniffed) score += agent.transcript.recognise(row)
      if (score > bestScore) {
        best = agent
        bestScore = score
      }
    }
    // Nothing known so far: go on looking at later rows, but hold no more of the earlier ones than one window.
    if (best !== undefined) this.#choose(best)
    for (const line of this.#sniffed.splice(0)) if (this.#reader !== undefined) this.#read(line)
  }

  #choose(agent: Agent): void {
    this.#agent = agent
    this.#reader = agent.transcript.open({
      text: this.#text,
      ...(this.#options.path === undefined ? {} : { path: this.#options.path }),
    })
  }

  #read({ row, line }: JsonLine): void {
    const verdict = (this.#reader as TranscriptReader<Text>).row(row, line)
    if (verdict !== 'unknown') this.#recognised += 1
    if (verdict === 'unknown') this.#log.add('unknown_row', `unknown row ${rowName(row)}`, line)
    else if (verdict === 'bad') this.#log.add('bad_row', `row ${rowName(row)} has an unexpected shape`, line)
  }
}

function rowName(row: JsonObject): string {
  const kind = typeof row['type'] === 'string' ? row['type'] : Object.keys(row).slice(0, 4).join(',')
  const inner = objectOf(row['payload'])?.['type']
  return JSON.stringify((typeof inner === 'string' ? `${kind} ${inner}` : kind).slice(0, 60))
}

function emptySession<Text extends string>(): Session<Text> {
  return { id: 'unknown', agent: 'unknown', events: [], responses: [], droppedUsage: [], children: [] }
}

/** The first line that is not blank, trimmed; undefined while it may still grow. */
function firstLine(chunks: readonly Uint8Array[]): string | undefined {
  const text = createUtf8Decoder().decode(concat(chunks, MAX_FIRST_LINE))
  const body = text.replace(/^[\s\0]+/, '')
  const end = body.indexOf('\n')
  return end < 0 ? undefined : body.slice(0, end).trim()
}

function concat(chunks: readonly Uint8Array[], limit: number): Uint8Array {
  const size = Math.min(
    limit,
    chunks.reduce((sum, chunk) => sum + chunk.length, 0),
  )
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    if (at >= size) break
    const part = chunk.length > size - at ? chunk.subarray(0, size - at) : chunk
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const host = globalThis as unknown as { readonly TextEncoder: new () => { encode(text: string): Uint8Array } }

function encode(text: string): Uint8Array {
  return new host.TextEncoder().encode(text)
}
