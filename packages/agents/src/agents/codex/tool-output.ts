import type { ToolOutcome } from '@ses/model'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'

/** What the text of a tool's output says about how the call went. */
export interface ToolOutput {
  /** The output itself, without the lines that Codex puts before it. */
  readonly text: string
  readonly exitCode?: number
  readonly durationMs?: number
  /** Outcome by a documented phrase or flag; absent where only an exit code decides, or nothing. */
  readonly outcome?: ToolOutcome
  /** Id of the process that goes on running. */
  readonly runningAs?: string
}

/** Reads the output of a call in any of its shapes: text, text items, or an object with `output`. */
export function readToolOutput(value: unknown): ToolOutput {
  const text = outputText(value)
  return readJsonOutput(text) ?? readTextOutput(text)
}

/** Texts of an output that is a list of items; a picture leaves a mark. */
export function outputText(value: unknown): string {
  if (typeof value === 'string') return value
  const object = objectOf(value)
  if (object !== undefined) {
    const text = object['text'] ?? object['content'] ?? object['output']
    return typeof text === 'string' ? text : outputText(arrayOf(text))
  }
  const parts: string[] = []
  for (const item of arrayOf(value)) {
    const block = objectOf(item)
    if (typeof block?.['text'] === 'string') parts.push(block['text'])
    else if (String(block?.['type']).includes('image')) parts.push('[image]')
  }
  return parts.join('\n')
}

/** `{"output":"…","metadata":{"exit_code":1,"duration_seconds":0.2}}` of the shell and patch tools up to 0.12x. */
function readJsonOutput(text: string): ToolOutput | undefined {
  if (!text.startsWith('{"output":') || !text.endsWith('}')) return undefined
  let value: JsonObject | undefined
  try {
    value = objectOf(JSON.parse(text))
  } catch {
    return undefined
  }
  const metadata = objectOf(value?.['metadata'])
  if (typeof value?.['output'] !== 'string' || metadata === undefined) return undefined
  const exitCode = numberOf(metadata['exit_code'])
  const seconds = numberOf(metadata['duration_seconds'])
  return {
    text: value['output'],
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(seconds === undefined ? {} : { durationMs: Math.round(seconds * 1000) }),
  }
}

/** Openings with which Codex answers a call that did not run or did not work. */
const PHRASES: readonly (readonly [RegExp, ToolOutcome])[] = [
  [/^unsupported (?:custom tool )?call: /, 'error'],
  [/^apply_patch verification failed\b/, 'error'],
  [/^failed to parse (?:function )?arguments\b/, 'error'],
  [/^(?:exec_command|write_stdin|tool call|collab \w+|wait|spawn) (?:failed|error)\b/, 'error'],
  [/^(?:execution error|unable to locate image|failed in sandbox|Failed to create|err: )/, 'error'],
  [/^Script failed\b/, 'error'],
  [/^aborted(?: by user)?\b/, 'interrupted'],
  [/^(?:exec command|patch|command|tool call) rejected\b/, 'denied'],
  [/^rejected(?: by|:|$)/, 'denied'],
  [/^(?:approval (?:required|policy)|This action was rejected|user (?:rejected|declined|cancelled))/i, 'denied'],
]

/** Lines before `Output:` in the answers of the shell tools. */
const HEADER =
  /^(?:Chunk ID: .{0,80}|Wall time:? [\d.]+ seconds|Exit code: -?\d+|Process exited with code -?\d+|Process running with session ID \S{1,80}|Original token count: \d+|Total output lines: \d+|Script (?:completed|failed|running)\b.{0,200}|Warning: .{0,400}|)$/

function readTextOutput(text: string): ToolOutput {
  const outcome = PHRASES.find(([pattern]) => pattern.test(text))?.[1]
  let at = 0
  let exitCode: number | undefined
  let durationMs: number | undefined
  let runningAs: string | undefined
  for (let lines = 0; lines < 12; lines++) {
    const newline = text.indexOf('\n', at)
    const line = text.slice(at, newline < 0 ? undefined : Math.min(newline, at + 600)).trimEnd()
    const body = line === 'Output:'
    if (!body && !HEADER.test(line)) break
    const code = /^(?:Exit code:|Process exited with code) (-?\d+)$/.exec(line)
    if (code !== null) exitCode = Number(code[1])
    const wall = /^Wall time:? ([\d.]+) seconds$/.exec(line)
    if (wall !== null) durationMs = Math.round(Number(wall[1]) * 1000)
    runningAs ??= /^(?:Process running with session|Script running with cell) ID (\S+)/.exec(line)?.[1]
    at = newline < 0 ? text.length : newline + 1
    if (body || newline < 0) return told(text.slice(at).replace(/^\n/, ''), outcome, exitCode, durationMs, runningAs)
  }
  // What is no header all through is the start of some other text.
  return told(text, outcome, undefined, undefined, undefined)
}

function told(
  text: string,
  outcome: ToolOutcome | undefined,
  exitCode: number | undefined,
  durationMs: number | undefined,
  runningAs: string | undefined,
): ToolOutput {
  return {
    text,
    ...(outcome === undefined ? {} : { outcome }),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(runningAs === undefined ? {} : { runningAs }),
  }
}

/** `{"secs":1,"nanos":500000000}` in milliseconds. */
export function durationOf(value: unknown): number | undefined {
  const duration = objectOf(value)
  const seconds = numberOf(duration?.['secs'])
  if (seconds === undefined) return undefined
  return Math.round(seconds * 1000 + (numberOf(duration?.['nanos']) ?? 0) / 1_000_000)
}

/** A path out of a `file://` address, which 0.149 and later write for directories. */
export function pathOf(value: unknown): string | undefined {
  const text = stringOf(value)
  if (text === undefined || !text.startsWith('file://')) return text
  const path = text.slice('file://'.length)
  let decoded = path
  try {
    decoded = decodeURIComponent(path)
  } catch {
    // A percent sign that encodes nothing is a percent sign.
  }
  return /^\/[A-Za-z]:/.test(decoded) ? decoded.slice(1) : decoded
}

/** Texts of a list of strings or of objects with `text`. */
export function textsOf(list: unknown): string[] {
  return arrayOf(list).flatMap((item) =>
    typeof item === 'string' ? [item] : (stringOf(objectOf(item)?.['text']) ?? []),
  )
}

/** The prompt that a picture was made from; the picture itself is left out. */
export function imageArguments(payload: JsonObject): JsonObject {
  const prompt = stringOf(payload['revised_prompt'])
  return prompt === undefined ? {} : { prompt }
}
