import type { Session, Usage } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from './agent.ts'
import { contentText } from './content-text.ts'
import { EventWriter } from './event-writer.ts'
import { arrayOf, countOf, type JsonObject, numberOf, objectOf, stringOf, timeOf } from './json.ts'
import type { CallEnd } from './session-builder.ts'
import type { ToolTable } from './tool-table.ts'

/** Rows of the family that tell nothing an event says. */
const SIDE_ROWS: ReadonlySet<string> = new Set([
  'thinking_level_change',
  'label',
  'custom',
  'context_transform',
  'ephemeral',
])

const ROLES: ReadonlySet<unknown> = new Set(['user', 'assistant', 'toolResult', 'bashExecution'])

/** Whether a row belongs to the session format that Pi and its descendants share. */
export function isPiRow(row: JsonObject): boolean {
  const { type } = row
  if (type === 'session') return typeof row['cwd'] === 'string' && typeof row['timestamp'] === 'string'
  if (type === 'message') return ROLES.has(objectOf(row['message'])?.['role']) && typeof row['timestamp'] === 'string'
  if (type === 'model_change') return typeof row['modelId'] === 'string'
  if (type === 'thinking_level_change') return typeof row['thinkingLevel'] === 'string'
  if (type === 'custom' || type === 'custom_message') return typeof row['customType'] === 'string'
  return type === 'branch_summary' && typeof row['fromId'] === 'string'
}

/**
 * Opens a reader for a session of Pi's family: a tree of entries in the order they were written. Branches that were left stay in
 * the file, and what they cost was paid, so every entry counts.
 */
export function openPiSession<Text extends string>(
  agent: string,
  tools: ToolTable,
  options: ReadOptions<Text>,
): TranscriptReader<Text> {
  return new PiReader(agent, tools, options)
}

class PiReader<Text extends string> implements TranscriptReader<Text> {
  readonly #writer: EventWriter<Text>
  readonly #path: string
  /** Entries that a message follows already: a second one means that the human went back. */
  readonly #followed = new Set<string>()
  readonly #copied: { readonly line: number; readonly responseId: string }[] = []
  #forkedFrom: string | undefined
  #startedAt: number | undefined
  #provider: string | undefined
  #model: string | undefined

  constructor(agent: string, tools: ToolTable, { text, path }: ReadOptions<Text>) {
    this.#writer = new EventWriter(agent, tools, text)
    this.#path = path ?? ''
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const at = timeOf(row['timestamp']) ?? timeOf(objectOf(row['message'])?.['timestamp'])
    this.#writer.place({ line, at })
    switch (row['type']) {
      case 'session':
        return this.#header(row, at)
      case 'message':
        return this.#message(row, line, at)
      case 'model_change':
        this.#modelChange(stringOf(row['modelId']), stringOf(row['provider']))
        return 'known'
      case 'compaction':
        this.#writer.compaction({
          trigger: 'unknown',
          tokensBefore: numberOf(row['tokensBefore']),
          summary: stringOf(row['summary']),
        })
        return 'known'
      case 'branch_summary':
        this.#writer.context('summary', stringOf(row['summary']) ?? '')
        return 'known'
      case 'custom_message':
        this.#writer.context('other', contentText(row['content']))
        return 'known'
      case 'session_info': {
        const name = stringOf(row['name'])
        if (name !== undefined) this.#writer.builder.title(name)
        return 'known'
      }
    }
    return SIDE_ROWS.has(String(row['type'])) ? 'known' : 'unknown'
  }

  end = (): Session<Text> => {
    const fromName = /_([^\\/_]+)\.jsonl$/.exec(this.#path)?.[1] ?? /([^\\/]+)\.jsonl$/.exec(this.#path)?.[1]
    const session = this.#writer.builder.build(fromName ?? 'unknown')
    const owner = this.#forkedFrom
    if (owner === undefined || this.#copied.length === 0) return session
    const copied = new Set(this.#copied.map(({ responseId }) => responseId))
    const responses = session.responses.map((response) =>
      copied.has(response.id) ? { ...response, copiedFrom: owner } : response,
    )
    return { ...session, responses }
  }

  #header(row: JsonObject, at: number | undefined): RowVerdict {
    const origin = stringOf(row['parentSession']) ?? stringOf(row['branchedFrom'])
    this.#forkedFrom = origin === undefined ? undefined : (/([^\\/_]+)\.jsonl$/.exec(origin)?.[1] ?? origin)
    this.#startedAt = at
    this.#writer.builder.facts({ id: stringOf(row['id']), cwd: stringOf(row['cwd']), forkedFrom: this.#forkedFrom })
    this.#modelChange(stringOf(row['modelId']), stringOf(row['provider']))
    return 'known'
  }

  #modelChange(model: string | undefined, provider: string | undefined): void {
    if (provider !== undefined) this.#provider = provider
    if (model === undefined || model === this.#model) return
    if (this.#model !== undefined) this.#writer.lifecycle('model', model)
    this.#model = model
  }

  #message(row: JsonObject, line: number, at: number | undefined): RowVerdict {
    const message = objectOf(row['message'])
    if (message === undefined) return 'bad'
    const parent = stringOf(row['parentId'])
    if (parent !== undefined) {
      if (this.#followed.has(parent) && message['role'] === 'user') this.#writer.lifecycle('rewind')
      this.#followed.add(parent)
    }
    switch (message['role']) {
      case 'user':
        this.#user(message)
        return 'known'
      case 'assistant':
        this.#assistant(message, row, line, at)
        return 'known'
      case 'toolResult':
        this.#writer.result(stringOf(message['toolCallId']), readResult(message))
        return 'known'
      case 'bashExecution':
        this.#writer.context('command', stringOf(message['command']) ?? '')
        return 'known'
      case 'branchSummary':
      case 'compactionSummary':
        this.#writer.context('summary', stringOf(message['summary']) ?? contentText(message['content']))
        return 'known'
      case 'custom':
      case 'hookMessage':
      case 'system':
        this.#writer.context('other', contentText(message['content']))
        return 'known'
    }
    return 'unknown'
  }

  #user(message: JsonObject): void {
    const { content } = message
    const blocks = arrayOf(content).map(objectOf)
    const images = blocks.filter((block) => block?.['type'] === 'image').length
    const text = contentText(
      typeof content === 'string' ? content : blocks.filter((block) => block?.['type'] !== 'image'),
    )
    this.#writer.prompt(text, { images })
  }

  #assistant(message: JsonObject, row: JsonObject, line: number, at: number | undefined): void {
    const responseId = stringOf(message['responseId']) ?? entryId(row, line)
    const model = stringOf(message['model'])
    this.#modelChange(model, undefined)
    const { content } = message
    if (typeof content === 'string') this.#writer.reply(content, responseId)
    for (const item of arrayOf(content)) {
      const block = objectOf(item)
      if (block?.['type'] === 'text' && typeof block['text'] === 'string') this.#writer.reply(block['text'], responseId)
      else if (block?.['type'] === 'thinking') this.#writer.thinking(stringOf(block['thinking']) ?? '', responseId)
      else if (block?.['type'] === 'toolCall') {
        this.#writer.call({
          callId: stringOf(block['id']),
          name: stringOf(block['name']),
          args: objectOf(block['arguments']) ?? {},
          responseId,
        })
      }
    }
    if (message['stopReason'] === 'aborted') this.#writer.lifecycle('interrupt')
    else if (message['stopReason'] === 'error') this.#writer.lifecycle('api_error', stringOf(message['errorMessage']))
    const usage = usageOf(objectOf(message['usage']))
    if (usage === undefined) return
    const provider = stringOf(message['provider']) ?? this.#provider
    this.#writer.builder.response({
      id: responseId,
      ...((model ?? this.#model) === undefined ? {} : { model: (model ?? this.#model) as string }),
      ...(provider === undefined ? {} : { provider }),
      ...(at === undefined ? {} : { at }),
      line,
      usage,
    })
    // A fork begins with the entries it took over, which are older than itself.
    if (this.#forkedFrom !== undefined && at !== undefined && this.#startedAt !== undefined && at < this.#startedAt) {
      this.#copied.push({ line, responseId })
    }
  }
}

/** Entry ids have 32 bits, too few to tell responses of many files apart. */
function entryId(row: JsonObject, line: number): string {
  return `${stringOf(row['id']) ?? `line-${line}`}@${stringOf(row['timestamp']) ?? ''}`
}

/** Usage of one message; input excludes cached tokens, output includes reasoning. Undefined for one without any. */
function usageOf(usage: JsonObject | undefined): Usage | undefined {
  if (usage === undefined) return undefined
  const counts = {
    inputTokens: countOf(usage['input']),
    cacheReadTokens: countOf(usage['cacheRead']),
    cacheWriteTokens: countOf(usage['cacheWrite']),
    outputTokens: countOf(usage['output']),
  }
  if (Object.values(counts).every((count) => count === 0)) return undefined
  return { ...counts, cacheWrite1hTokens: 0, reasoningTokens: countOf(usage['reasoning']), webSearches: 0 }
}

function readResult(message: JsonObject): CallEnd {
  const output = contentText(message['content'])
  const details = objectOf(message['details'])
  const failed = message['isError'] === true
  const told = /Command exited with code (\d{1,3})\s*$/.exec(output.slice(-64))
  const isBash = message['toolName'] === 'bash'
  const failedWith = numberOf(details?.['exitCode']) ?? (isBash && told !== null ? Number(told[1]) : undefined)
  // Pi's bash tool fails for every exit code but 0.
  const exitCode = failedWith ?? (isBash && !failed ? 0 : undefined)
  const aborted = failed && /(?:^|\n)(?:Command|Operation) aborted\s*$/.test(output.slice(-64))
  const durationMs = numberOf(details?.['durationMs'])
  return {
    outcome: aborted ? 'interrupted' : failed || (exitCode !== undefined && exitCode !== 0) ? 'error' : 'ok',
    output,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(durationMs === undefined ? {} : { durationMs }),
  }
}
