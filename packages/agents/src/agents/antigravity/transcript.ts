import type { ContextKind, FileOperation, Session, ToolOutcome } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { outcomeOfExit } from '../../checks/exit-outcome.ts'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf, timeOf } from '../../json.ts'
import { nameOfPath, namesOfPath } from '../../path-names.ts'
import type { RawTouch } from '../../raw-touch.ts'
import { SessionBuilder } from '../../session-builder.ts'
import { tools } from './tools.ts'

/** How surely a row is Antigravity's: a numbered step with source, type and status. */
export function recognise(row: JsonObject): number {
  if (typeof row['step_index'] !== 'number' || typeof row['type'] !== 'string') return 0
  return typeof row['source'] === 'string' && typeof row['status'] === 'string' ? 1 : 0.5
}

/** Opens a reader for one conversation's `transcript.jsonl`. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

/** Type of the step that carries a call's result, by the call's name; others are the name in capitals. */
const STEP_OF: Readonly<Record<string, string>> = {
  list_dir: 'LIST_DIRECTORY',
  write_to_file: 'CODE_ACTION',
  write_file: 'CODE_ACTION',
  replace_file_content: 'CODE_ACTION',
  multi_replace_file_content: 'CODE_ACTION',
  edit_file: 'CODE_ACTION',
  find_by_name: 'FIND',
}

/** Types of model steps that end no call. */
const SILENT = new Set(['PLANNER_RESPONSE', 'GENERIC', 'CHECKPOINT', 'CONVERSATION_HISTORY'])

interface Place {
  readonly line: number
  readonly at?: number
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #builder: SessionBuilder<Text>
  readonly #path: string | undefined
  /** Calls by the type of the step that will carry their result, oldest first; `next` is the first one still without. */
  readonly #open = new Map<string, { readonly callIds: string[]; next: number }>()
  #model: string | undefined
  #part = 0

  constructor(options: ReadOptions<Text>) {
    this.#builder = new SessionBuilder('antigravity', tools, options.text)
    this.#path = options.path
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const type = row['type']
    if (typeof row['step_index'] !== 'number' || typeof type !== 'string') return 'unknown'
    this.#part = 0
    const at = timeOf(row['created_at'])
    const place: Place = at === undefined ? { line } : { line, at }
    this.#builder.seen(at)
    const text = typeof row['content'] === 'string' ? row['content'] : ''
    if (type === 'USER_INPUT') this.#user(text, row['source'], place)
    else if (type === 'PLANNER_RESPONSE') this.#answer(row, text, place)
    else if (type === 'CHECKPOINT') {
      const summary = text === '' ? {} : { summary: this.#builder.text(text, 'context') }
      this.#builder.add({ type: 'compaction', ...this.#base(place), trigger: 'unknown', ...summary })
    } else if (type === 'ERROR_MESSAGE') {
      this.#builder.add({
        type: 'lifecycle',
        ...this.#base(place),
        phase: 'api_error',
        detail: this.#builder.text(text, 'detail'),
      })
    } else if (row['source'] === 'SYSTEM') this.#context('reminder', text, place)
    else if (row['source'] === 'MODEL' && !SILENT.has(type)) this.#result(type, row, text, place)
    return 'known'
  }

  end = (): Session<Text> => {
    const names = namesOfPath(this.#path)
    const brain = names.indexOf('brain')
    const { startedAt } = this.#builder
    const id = brain > 0 ? names[brain - 1] : names[0] === 'transcript.jsonl' ? undefined : nameOfPath(this.#path)
    return this.#builder.build(id ?? (startedAt === undefined ? 'unknown' : `antigravity-${startedAt}`))
  }

  /** `<USER_REQUEST>` holds what was typed, other elements what the editor adds. */
  #user(content: string, source: unknown, place: Place): void {
    const request = between(content, '<USER_REQUEST>', '</USER_REQUEST>')
    const rest = request === undefined ? '' : content.slice(content.indexOf('</USER_REQUEST>') + 15).trim()
    const prompt = (request ?? content).trim()
    const model = pickedModel(rest)
    if (model !== undefined && model !== this.#model) {
      if (this.#model !== undefined) {
        this.#builder.add({
          type: 'lifecycle',
          ...this.#base(place),
          phase: 'model',
          detail: this.#builder.text(model, 'detail'),
        })
      }
      this.#model = model
    }
    if (rest !== '') this.#context('ide', rest, place)
    if (prompt === '') return
    if (source !== 'USER_EXPLICIT' && request === undefined) this.#context('other', prompt, place)
    else if (/^\/[a-z][\w:-]*(?:\s|$)/i.test(prompt)) this.#context('command', prompt, place)
    else this.#builder.add({ type: 'prompt', ...this.#base(place), text: this.#builder.text(prompt, 'prompt') })
  }

  #answer(row: JsonObject, text: string, place: Place): void {
    const responseId = `${place.line}`
    const thinking = stringOf(row['thinking'])
    if (thinking !== undefined) {
      this.#builder.add({
        type: 'thinking',
        ...this.#base(place),
        text: this.#builder.text(thinking, 'thinking'),
        responseId,
      })
    }
    if (text.trim() !== '') {
      this.#builder.add({ type: 'reply', ...this.#base(place), text: this.#builder.text(text, 'reply'), responseId })
    }
    for (const item of arrayOf(row['tool_calls'])) {
      const call = objectOf(item)
      const name = stringOf(call?.['name'])
      if (name === undefined) continue
      const base = this.#base(place)
      const callId = stringOf(call?.['id']) ?? base.id
      this.#builder.call({ ...base, callId, name, args: argumentsOf(call?.['args']), responseId })
      const step = Object.hasOwn(STEP_OF, name) ? (STEP_OF[name] as string) : name.toUpperCase()
      const queue = this.#open.get(step) ?? { callIds: [], next: 0 }
      queue.callIds.push(callId)
      this.#open.set(step, queue)
    }
  }

  /** Results name no call: the oldest open call of the kind gets it. A step without one is a call of its own. */
  #result(type: string, row: JsonObject, text: string, place: Place): void {
    const queue = this.#open.get(type)
    const waiting = queue?.callIds[queue.next]
    if (queue !== undefined && waiting !== undefined) queue.next += 1
    const callId = waiting ?? `step-${place.line}`
    if (waiting === undefined) {
      const files = filesOfStep(type, text)
      this.#builder.call({
        ...this.#base(place),
        callId,
        name: type,
        args: {},
        ...(files.length === 0 ? {} : { files }),
      })
    }
    const call = this.#builder.callEvent(callId)
    const failed = /^The command (?:failed|exited) with exit code:? (-?\d{1,5})/m.exec(text.slice(0, 500))
    const done = /^The command completed successfully/m.test(text.slice(0, 500))
    const exitCode = numberOf(row['exit_code']) ?? (failed !== null ? Number(failed[1]) : done ? 0 : undefined)
    const output =
      type === 'RUN_COMMAND' ? text.slice(text.indexOf('\nOutput:\n') < 0 ? 0 : text.indexOf('\nOutput:\n') + 9) : text
    const created = type === 'CODE_ACTION' && /(?:^|\n)Created file /.test(text.slice(0, 1000))
    this.#builder.result(callId, {
      outcome: outcomeOf(row['status'], exitCode, call?.command),
      output,
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(created ? { amend: { operation: 'create' } } : {}),
      ...(place.at === undefined || waiting === undefined ? {} : { at: place.at }),
    })
  }

  #context(kind: ContextKind, text: string, place: Place): void {
    if (text === '') return
    this.#builder.add({ type: 'context', ...this.#base(place), kind, text: this.#builder.text(text, 'context') })
  }

  #base(place: Place): Place & { readonly id: string } {
    this.#part += 1
    return { id: this.#part === 1 ? `${place.line}` : `${place.line}.${this.#part}`, ...place }
  }
}

/** What the model picker was set to, from the sentence that tells of it. */
function pickedModel(text: string): string | undefined {
  const start = text.indexOf('Model Selection` from ')
  if (start < 0) return undefined
  const sentence = text.slice(start, start + 500).split('\n', 1)[0] as string
  const to = sentence.lastIndexOf(' to ')
  return to < 0 ? undefined : stringOf(sentence.slice(to + 4).replace(/\.$/, ''))
}

function outcomeOf(status: unknown, exitCode: number | undefined, command: string | undefined): ToolOutcome {
  if (status === 'CANCELED' || status === 'CANCELLED' || status === 'INTERRUPTED') return 'interrupted'
  if (status === 'ERROR' || status === 'FAILED') return 'error'
  if (status === 'RUNNING' || status === 'PENDING' || status === 'WAITING') return 'pending'
  return exitCode === undefined ? 'ok' : outcomeOfExit(command, exitCode)
}

const STEP_FILES: Readonly<Record<string, FileOperation>> = { VIEW_FILE: 'read', CODE_ACTION: 'edit' }

/** The file a step names itself. */
function filesOfStep(type: string, text: string): RawTouch[] {
  const operation = STEP_FILES[type]
  const path = /file:\/\/(\/[^\s`]{1,4096})/.exec(text.slice(0, 5000))?.[1]
  return operation === undefined || path === undefined ? [] : [{ path, operation }]
}

/** Arguments are JSON texts one by one: `"\"/tmp\""`. */
function argumentsOf(value: unknown): JsonObject {
  const args: Record<string, unknown> = {}
  for (const [key, text] of Object.entries(objectOf(value) ?? {})) {
    args[key] = typeof text === 'string' ? parsed(text) : text
  }
  return args
}

function parsed(text: string): unknown {
  if (!/^["[{]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function between(text: string, open: string, close: string): string | undefined {
  const start = text.indexOf(open)
  const end = start < 0 ? -1 : text.indexOf(close, start + open.length)
  return end < 0 ? undefined : text.slice(start + open.length, end).trim()
}
