import type { Coverage, Diagnostic } from '@ses/model'
import type { Agent, HookReader, HookSession } from './agent.ts'
import { agents as allAgents } from './agents/index.ts'
import { objectOf, stringOf, timeOf } from './json.ts'
import { DiagnosticLog, type JsonLine, JsonlReader } from './jsonl.ts'
import { keepText, type TextPolicy } from './text-policy.ts'

/** How to read recorded hook events. */
export interface HookParseOptions {
  /** Agents to choose from; default all built-in ones. The first line that names one of them decides. */
  readonly agents?: readonly Agent[]
  /** Longest line that is read, in bytes; default 64 MiB. */
  readonly maxLineBytes?: number
}

/** What the recorded events of a session tell. */
export interface ParsedHooks<Text extends string> extends HookSession<Text> {
  /** Events by hook name. */
  readonly counts: Readonly<Record<string, number>>
  /** Time of the last event, epoch milliseconds. */
  readonly lastAt?: number
  readonly diagnostics: readonly Diagnostic[]
  readonly coverage: Coverage
}

/** Reads the recorded hook events of one session chunk by chunk. */
export interface HookParser<Text extends string> {
  readonly push: (chunk: Uint8Array) => void
  readonly end: () => ParsedHooks<Text>
}

/**
 * Reads recorded hook events (`events.jsonl`), given as UTF-8 bytes. Never throws on bad input: every line is an event, a known
 * one without a part in the session, or counted in the diagnostics.
 */
export function parseHookEvents(input: Uint8Array, options: HookParseOptions = {}): ParsedHooks<string> {
  const parser = createHookParser(keepText, options)
  parser.push(input)
  return parser.end()
}

/** A parser of recorded hook events that is fed with chunks. */
export function createHookParser<Text extends string>(
  text: TextPolicy<Text>,
  options: HookParseOptions = {},
): HookParser<Text> {
  return new Parser(text, options)
}

/** Agents have some thirty hooks. */
const MAX_COUNTED = 200

class Parser<Text extends string> implements HookParser<Text> {
  readonly #text: TextPolicy<Text>
  readonly #agents: readonly Agent[]
  readonly #lines: JsonlReader
  readonly #log = new DiagnosticLog()
  #agent: Agent | undefined
  #reader: HookReader<Text> | undefined
  #id: string | undefined
  #recognised = 0
  #lastAt: number | undefined
  readonly #counts = new Map<string, number>()

  constructor(text: TextPolicy<Text>, { agents = allAgents, maxLineBytes }: HookParseOptions) {
    this.#text = text
    this.#agents = agents
    this.#lines = new JsonlReader((line) => this.#line(line), maxLineBytes === undefined ? {} : { maxLineBytes })
  }

  push = (chunk: Uint8Array): void => this.#lines.push(chunk)

  end = (): ParsedHooks<Text> => {
    const { diagnostics, coverage } = this.#lines.end()
    const told = this.#reader?.end()
    const empty = { id: 'unknown', agent: 'unknown', events: [], responses: [], droppedUsage: [], children: [] }
    const session = told?.session ?? empty
    return {
      ...(told ?? { workLine: 0 }),
      session: this.#id === undefined ? session : { ...session, id: this.#id },
      counts: Object.fromEntries(this.#counts),
      ...(this.#lastAt === undefined ? {} : { lastAt: this.#lastAt }),
      diagnostics: [...diagnostics, ...this.#log.list()],
      coverage: { ...coverage, recognised: this.#recognised },
    }
  }

  #line({ row, line }: JsonLine): void {
    const hook = stringOf(row['hook'])
    const payload = objectOf(row['payload'])
    const id = stringOf(row['session_id'])
    if (hook === undefined || !('payload' in row)) {
      this.#log.add('unknown_row', 'not a recorded hook event', line)
      return
    }
    this.#choose(row['agent'])
    if (this.#reader === undefined || row['agent'] !== this.#agent?.id) {
      this.#log.add(
        'unknown_row',
        `hook event of another agent ${JSON.stringify(String(row['agent']).slice(0, 60))}`,
        line,
      )
      return
    }
    if (this.#counts.size < MAX_COUNTED || this.#counts.has(hook))
      this.#counts.set(hook, (this.#counts.get(hook) ?? 0) + 1)
    // What was handed to the hook may be no object; it was recorded all the same.
    if (payload === undefined) {
      this.#recognised += 1
      this.#log.add('bad_row', `hook ${hook.slice(0, 60)} came without an object`, line)
      return
    }
    this.#id ??= id
    const at = timeOf(row['at'])
    if (at !== undefined && at > (this.#lastAt ?? 0)) this.#lastAt = at
    const event = { hook, payload, ...(at === undefined ? {} : { at }), ...(id === undefined ? {} : { sessionId: id }) }
    const verdict = this.#reader.event(event, line)
    if (verdict !== 'unknown') this.#recognised += 1
    if (verdict === 'unknown') this.#log.add('unknown_row', `unknown hook ${JSON.stringify(hook.slice(0, 60))}`, line)
    else if (verdict === 'bad') this.#log.add('bad_row', `hook ${hook.slice(0, 60)} has an unexpected shape`, line)
  }

  #choose(agent: unknown): void {
    if (this.#reader !== undefined) return
    this.#agent = this.#agents.find(({ id, hooks }) => id === agent && hooks !== undefined)
    this.#reader = this.#agent?.hooks?.open({ text: this.#text })
  }
}
