import type { Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { contentId } from '../../content-id.ts'
import { EventWriter } from '../../event-writer.ts'
import { fileStem } from '../../file-stem.ts'
import { type JsonObject, timeOf } from '../../json.ts'
import type { TextPolicy } from '../../text-policy.ts'
import type { ToolSpec } from '../../tool-table.ts'
import { blocksOf, blockText, type MarkdownBlock } from './blocks.ts'
import { readToolBlock, specOf } from './tool-block.ts'

/** Opens a reader for one Markdown document. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #main: Story<Text>
  readonly #side: Story<Text>
  readonly #path: string | undefined
  #id: string | undefined

  constructor({ text, path }: ReadOptions<Text>) {
    this.#main = new Story(text, false)
    this.#side = new Story(text, true)
    this.#path = path
  }

  row = (row: JsonObject, _line: number): RowVerdict => {
    const { text } = row
    if (typeof text !== 'string') return 'unknown'
    const lines = text.split(/\r?\n/)
    this.#id = sessionId(lines) ?? fileStem(this.#path, '.md') ?? contentId(lines.slice(0, 20).join('\n'))
    const title = lines
      .find((line) => line.startsWith('# '))
      ?.slice(2)
      .trim()
    if (title !== undefined && !/^\d{4}-\d\d-\d\d[ T]/.test(title)) this.#main.writer.builder.title(title)
    for (const block of blocksOf(lines)) (block.sidechain ? this.#side : this.#main).block(block)
    return 'known'
  }

  end = (): Session<Text> => {
    const id = this.#id ?? 'unknown'
    const { builder } = this.#side.writer
    if (builder.eventCount === 0) return this.#main.writer.builder.build(id)
    // All sub-agents are told in one stream, without saying which of them speaks.
    builder.facts({ parent: { sessionId: id } })
    return this.#main.writer.builder.build(id, [builder.build(`${id}-sidechain`)])
  }
}

/** The main conversation, or that of the sub-agents. */
class Story<Text extends string> {
  readonly writer: EventWriter<Text>
  readonly #isSide: boolean
  /** Grows with the names that the document uses. */
  readonly #tools: Record<string, ToolSpec> = Object.create(null)
  #model: string | undefined

  constructor(text: TextPolicy<Text>, isSide: boolean) {
    this.#isSide = isSide
    this.writer = new EventWriter('specstory', this.#tools, text)
  }

  block(block: MarkdownBlock): void {
    const { writer } = this
    writer.place({ line: block.line, at: timeIn(block.label) })
    if (block.kind !== 'user') this.#noteModel(block.label)
    if (block.kind === 'user') {
      if (this.#isSide) writer.context('instructions', blockText(block))
      else writer.prompt(blockText(block))
    } else if (block.kind === 'agent') writer.reply(blockText(block))
    else if (block.kind === 'thought') writer.thinking(blockText(block))
    else this.#tool(block)
  }

  #tool(block: MarkdownBlock): void {
    const { args, outcome, output } = readToolBlock(block)
    this.#tools[block.toolName] ??= specOf(block.toolType)
    const callId = this.writer.call({ name: block.toolName, args })
    if (outcome !== 'pending') {
      this.writer.builder.result(callId, { outcome, ...(output === undefined ? {} : { output }) })
    }
  }

  #noteModel(label: string): void {
    const model = modelIn(label)
    if (model === undefined || model === this.#model) return
    if (this.#model !== undefined) this.writer.lifecycle('model', model)
    this.#model = model
  }
}

/** `<!-- Claude Code Session aa5661d2-… (2026-07-01 15:15:19Z) -->` */
function sessionId(lines: readonly string[]): string | undefined {
  for (const line of lines.slice(0, 40)) {
    const match = /^<!-- [^\n]{0,80}Session ([\w.-]{8,128})[ (]/.exec(line)
    if (match !== null) return match[1]
  }
  return undefined
}

/** A time without a zone is nobody's in particular and left out. */
function timeIn(label: string): number | undefined {
  const match = /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:?\d\d)$/.exec(label)
  return match === null ? undefined : timeOf(`${match[1]}T${match[2]}${match[3]}`)
}

/** `claude-opus-4-8 2026-07-01 15:15:24Z`, or `model gpt-5, mode Agent`. */
function modelIn(label: string): string | undefined {
  const named = /(?:^|, )model ([^,]+)/.exec(label)
  if (named !== null) return named[1]?.trim()
  const rest = label.replace(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d.*$/, '').trim()
  return rest === '' || rest.includes(' ') ? undefined : rest
}
