import type { ToolOutcome } from '@ses/model'
import type { JsonObject } from '../../json.ts'
import { filesOfPatch } from '../../patch.ts'
import type { CallFacts, CallLog } from './call-log.ts'
import { relocated } from './file-changes.ts'
import type { Rows } from './rows.ts'
import type { ToolOutput } from './tool-output.ts'

interface OpenScript {
  readonly callId: string
  readonly source: string
  readonly line: number
  readonly at?: number
}

/**
 * Code mode: the model calls one tool, `exec`, with a script, and the script's own calls are told only by their results, without
 * a link to it. They become the session's calls; the script itself is one only where nothing else tells what it did.
 */
export class Scripts<Text extends string> {
  readonly #rows: Rows<Text>
  readonly #log: CallLog<Text>
  readonly #open = new Map<string, OpenScript>()
  /** The script at work, and when it began or its last call ended: the scripts of one answer run one after another. */
  #current: { readonly callId: string; readonly since: number | undefined } | undefined
  /** Calls made since the last script's output. */
  #made = 0
  /** Scripts that were broken off before a result told of their call: it comes when the turn is over, and the script stands for it already. */
  #brokenOff = 0

  constructor(rows: Rows<Text>, log: CallLog<Text>) {
    this.#rows = rows
    this.#log = log
  }

  begin(callId: string, source: string): void {
    this.#brokenOff = 0
    const { line, at, responses } = this.#rows
    this.#open.set(callId, { callId, source, line, ...(at === undefined ? {} : { at }) })
    if (this.#open.size === 1) this.#current = { callId, since: at }
    responses.asked(callId, line)
  }

  isOpen(callId: string): boolean {
    return this.#open.has(callId)
  }

  /** A call that only its result tells of. Answers whether it is one of the session's. */
  call(callId: string, name: string, args: JsonObject, facts: CallFacts = {}): boolean {
    if (this.#log.has(callId)) return true
    if (this.#open.size === 0 && this.#brokenOff > 0) {
      this.#brokenOff -= 1
      return false
    }
    this.#made += 1
    this.#log.start(callId, name, args, { ...facts, like: this.#current?.callId, at: this.#current?.since })
    if (this.#current !== undefined) this.#current = { ...this.#current, since: this.#rows.at }
    return true
  }

  ended(callId: string, output: ToolOutput): void {
    const script = this.#open.get(callId)
    if (script === undefined) return
    const made = this.#made
    this.#made = 0
    this.#open.delete(callId)
    const next = [...this.#open.keys()][0]
    if (next !== undefined) this.#current = { callId: next, since: this.#rows.at }
    if (output.outcome === 'interrupted' && made === 0) this.#brokenOff += 1
    if (output.outcome !== 'error' && (made > 0 || output.runningAs !== undefined)) return
    this.#show(script, output.outcome ?? 'ok', output.text)
  }

  interrupt(): void {
    for (const script of this.#open.values()) {
      this.#show(script, 'interrupted')
      if (this.#made === 0) this.#brokenOff += 1
    }
    this.#open.clear()
  }

  #show(script: OpenScript, outcome: ToolOutcome, output?: string): void {
    // A patch that does not apply leaves nothing but the failed script.
    const patch = script.source.includes('*** Begin Patch') ? unescaped(script.source) : undefined
    const files = patch === undefined ? undefined : relocated(filesOfPatch(patch), this.#log.directory(undefined))
    const isPatch = patch !== undefined && output?.includes('apply_patch') === true
    this.#rows.builder.call({
      id: `${script.line}`,
      line: script.line,
      ...(script.at === undefined ? {} : { at: script.at }),
      callId: script.callId,
      name: isPatch ? 'apply_patch' : 'exec',
      args: { script: script.source },
      ...(files === undefined ? {} : { files }),
    })
    this.#rows.responses.asked(script.callId, script.line, script.callId)
    this.#log.end(script.callId, { outcome, ...(output === undefined ? {} : { output }) })
  }
}

/** The text of a patch inside a JavaScript string. */
function unescaped(source: string): string {
  return source.replaceAll('\\n', '\n').replaceAll('\\t', '\t').replaceAll('\\"', '"').replaceAll('\\\\', '\\')
}
