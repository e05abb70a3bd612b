import type { Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { type JsonObject, objectOf, timeOf } from '../../json.ts'
import { nameOfPath, namesOfPath } from '../../path-names.ts'
import { type Place, Thread } from './thread.ts'
import { readTurnRow, TURN_ROWS, TurnState } from './turn-rows.ts'
import { readWireRow, WIRE_ROWS, WireState } from './wire-rows.ts'

/** How surely a row is Kimi's: `context.append_loop_event` and its like, or the older `message: { type, payload }`. */
export function recognise(row: JsonObject): number {
  const type = row['type']
  if (typeof type === 'string') {
    if (type === 'metadata') return 'protocol_version' in row ? 1 : 0
    if (/^(?:context\.append_|turn\.(?:prompt|steer)$|usage\.record$)/.test(type)) return 1
    return TURN_ROWS.test(type) && 'time' in row ? 0.6 : 0
  }
  const message = objectOf(row['message'])
  return message !== undefined && 'timestamp' in row && WIRE_ROWS.has(String(message['type'])) ? 1 : 0
}

/** Opens a reader for one agent's `wire.jsonl`. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #options: ReadOptions<Text>
  readonly #main: Thread<Text>
  readonly #turns = new TurnState()
  readonly #wire: WireState<Text>

  constructor(options: ReadOptions<Text>) {
    this.#options = options
    this.#main = new Thread(options.text)
    this.#wire = new WireState(options.text)
    this.#turns.session = sessionOfPath(namesOfPath(options.path))
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const at = timeOf(row['time'] ?? row['timestamp'] ?? row['created_at'])
    const place: Place = at === undefined ? { line } : { line, at }
    this.#main.builder.seen(at)
    if (row['type'] === 'metadata') return 'known'
    if (typeof row['type'] === 'string') return readTurnRow(this.#main, this.#turns, row['type'], row, place)
    const message = objectOf(row['message'])
    if (message === undefined) return 'unknown'
    return readWireRow(this.#main, this.#wire, message, place)
  }

  end = (): Session<Text> => {
    const { id, parent } = this.#names()
    this.#turns.close(this.#main)
    this.#main.builder.facts({
      id,
      ...(parent === undefined ? {} : { parent: { sessionId: parent } }),
      toolsOffered: this.#turns.offered,
    })
    const children = [...this.#wire.children.entries()].map(([callId, thread]) => {
      thread.builder.facts({ parent: { sessionId: id, callId } })
      return thread.builder.build(`${id}.${callId.replaceAll(/[^\w.-]/g, '-')}`)
    })
    return this.#main.builder.build(id, children)
  }

  /** `…/<session>/agents/<agent>/wire.jsonl`, before that `…/<session>/wire.jsonl`; rows hold no session id. */
  #names(): { readonly id: string; readonly parent?: string } {
    const { startedAt } = this.#main.builder
    const made = startedAt === undefined ? 'unknown' : `kimi-${startedAt}`
    const names = namesOfPath(this.#options.path)
    if (names[0] !== 'wire.jsonl' || names[1] === undefined) {
      const id = nameOfPath(this.#options.path) ?? made
      return this.#turns.isChild ? { id, parent: 'unknown' } : { id }
    }
    const session = sessionOfPath(names)
    if (session === undefined) return { id: names[1] }
    return names[1] === 'main' ? { id: session } : { id: `${session}.${names[1]}`, parent: session }
  }
}

/** The session's folder in the newer layout. */
function sessionOfPath(names: readonly string[]): string | undefined {
  return names[0] === 'wire.jsonl' && names[2] === 'agents' ? names[3] : undefined
}
