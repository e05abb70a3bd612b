import type { ToolOutcome } from '@ses/model'
import { outcomeOfExit } from '../../exit-outcome.ts'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import { changeOfHunks, filesOfPatch } from '../../patch.ts'
import type { RawTouch } from '../../raw-touch.ts'
import type { CallEnd } from '../../session-builder.ts'
import { filesOfCommand } from '../../shell-files.ts'
import { joinPath } from '../../shell-path.ts'
import { commandOfArguments, countLines, toolSpec } from '../../tool-table.ts'
import type { Rows } from './rows.ts'
import { durationOf, outputText, pathOf, readToolOutput, type ToolOutput } from './tool-output.ts'
import { tools } from './tools.ts'

/** A script of code mode whose result has not come yet. */
interface OpenScript {
  readonly callId: string
  readonly source: string
  readonly line: number
  readonly at?: number
}

/**
 * Tool calls and their results. A call's result comes in up to three rows: the output handed to the model, an event with exit
 * code and duration (0.118 to 0.148), an item of the shown history with the same (0.149 and later); whichever comes first opens
 * or closes the call, the others add what it lacked.
 */
export class Calls<Text extends string> {
  readonly #rows: Rows<Text>
  readonly #open = new Set<string>()
  /** Processes that outlived their call's output, by the id that `write_stdin` uses. */
  readonly #running = new Map<string, { callId: string; output: string }>()
  readonly #stdin = new Map<string, string>()
  readonly #scripts = new Map<string, OpenScript>()
  /** The script last begun, and when it began or its last call ended: its calls follow one another. */
  #script: { readonly callId: string; readonly since: number | undefined } | undefined
  /** Calls that scripts made since the last script's output. */
  #scripted = 0
  /** Calls of drifted formats, which pair calls and results by name only. */
  readonly #unnamed = new Map<string, string[]>()
  readonly #searches: string[] = []

  constructor(rows: Rows<Text>) {
    this.#rows = rows
  }

  /** `function_call`, `custom_tool_call`, `local_shell_call`, `tool_search_call`. */
  start(payload: JsonObject): boolean {
    const callId = stringOf(payload['call_id']) ?? stringOf(payload['id'])
    const name =
      payload['type'] === 'local_shell_call'
        ? 'local_shell'
        : payload['type'] === 'tool_search_call'
          ? 'tool_search'
          : stringOf(payload['name'])
    if (callId === undefined || name === undefined) return false
    if (this.#rows.turn !== undefined) this.#rows.turn.active = true
    const args = argumentsOf(payload)
    const script = payload['type'] === 'custom_tool_call' && name === 'exec' ? stringOf(payload['input']) : undefined
    if (script !== undefined) {
      const { line, at, responses } = this.#rows
      this.#scripts.set(callId, { callId, source: script, line, ...(at === undefined ? {} : { at }) })
      if (this.#scripts.size === 1) this.#script = { callId, since: at }
      responses.asked(callId, line)
      return true
    }
    if (name === 'write_stdin') this.#stdin.set(callId, String(args['session_id'] ?? ''))
    this.#call(callId, toolName(name, stringOf(payload['namespace'])), args)
    return true
  }

  /** `function_call_output`, `custom_tool_call_output`, `tool_search_output`. */
  output(payload: JsonObject): boolean {
    const callId = stringOf(payload['call_id'])
    if (callId === undefined) return false
    this.#rows.responses.answered()
    const output = readToolOutput(payload['output'] ?? payload['tools'])
    const script = this.#scripts.get(callId)
    if (script !== undefined) this.#scriptEnded(script, output)
    else this.#outputOf(callId, output)
    return 'output' in payload || 'tools' in payload
  }

  /** A web search, told by an item of the conversation and by an event or item for the screen. */
  webSearch(payload: JsonObject, side: 'item' | 'event'): void {
    const action = objectOf(payload['action'])
    const query = stringOf(payload['query']) ?? stringOf(action?.['query']) ?? stringOf(arrayOf(action?.['queries'])[0])
    const url = stringOf(action?.['url'])
    const key = `${side === 'item' ? 'event' : 'item'} ${query ?? ''} ${url ?? ''}`
    const twin = this.#searches.indexOf(key)
    if (twin >= 0) {
      this.#searches.splice(twin, 1)
      return
    }
    this.#searches.push(`${side} ${query ?? ''} ${url ?? ''}`)
    if (this.#searches.length > 20) this.#searches.shift()
    const { responses, line } = this.#rows
    const place = this.#rows.place()
    const pattern = stringOf(action?.['pattern'])
    const args = {
      ...(query === undefined ? {} : { query }),
      ...(url === undefined ? {} : { url }),
      ...(pattern === undefined ? {} : { pattern }),
    }
    const callId = stringOf(payload['id']) ?? stringOf(payload['call_id']) ?? place.id
    this.#rows.builder.call({ ...place, callId, name: 'web_search', args })
    responses.asked(callId, line)
    // Pages opened and searched within are not billed, searches are.
    if (url === undefined && pattern === undefined) responses.searched(line)
    const results = arrayOf(payload['results'])
      .map((result) => resultLine(objectOf(result)))
      .filter((text) => text !== '')
    this.#end(callId, {
      outcome: payload['status'] === 'failed' ? 'error' : 'ok',
      ...(results.length === 0 ? {} : { output: results.join('\n') }),
    })
  }

  /** `exec_command_end`, and the item `CommandExecution`. */
  commandEnded(payload: JsonObject, callId: string | undefined): boolean {
    // A command that the user typed is told again as a message in the user's name.
    if (callId === undefined || payload['source'] === 'user_shell') return callId !== undefined
    const words = arrayOf(payload['command']).filter((word): word is string => typeof word === 'string')
    const command = stringOf(payload['command']) ?? commandOfArguments(words)
    this.#scriptCall(callId, 'exec_command', { cmd: command ?? '' }, pathOf(payload['cwd']))
    const exitCode = numberOf(payload['exit_code'])
    const output =
      textOf(payload, 'aggregated_output', 'formatted_output') ??
      `${textOf(payload, 'stdout') ?? ''}${textOf(payload, 'stderr') ?? ''}`
    const outcome =
      statusOutcome(payload['status']) ?? (exitCode === undefined ? undefined : outcomeOfExit(command, exitCode))
    // Unified exec reports microseconds for commands that took longer; the rows' times are nearer the truth.
    const told = durationOf(payload['duration'])
    const durationMs = told !== undefined && told >= 1 ? told : undefined
    this.#end(callId, {
      outcome: outcome ?? (payload['status'] === 'failed' ? 'error' : 'ok'),
      output,
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(durationMs === undefined ? {} : { durationMs }),
    })
    return true
  }

  /** `patch_apply_end`, and the item `FileChange`. */
  patchEnded(payload: JsonObject, callId: string | undefined): boolean {
    const changes = objectOf(payload['changes'])
    if (callId === undefined || changes === undefined) return false
    const files = filesOfChanges(changes)
    this.#scriptCall(callId, 'apply_patch', {}, undefined, files)
    const failed = payload['success'] === false || payload['status'] === 'failed'
    const output = [textOf(payload, 'stdout'), textOf(payload, 'stderr')]
      .filter((text) => text !== undefined && text !== '')
      .join('\n')
    this.#end(callId, {
      outcome: statusOutcome(payload['status']) ?? (failed ? 'error' : 'ok'),
      ...(output === '' ? {} : { output }),
      ...(files.length === 0 ? {} : { files }),
    })
    return true
  }

  /** `mcp_tool_call_end`, and the item `McpToolCall`. */
  mcpEnded(payload: JsonObject, callId: string | undefined): boolean {
    const invocation = objectOf(payload['invocation']) ?? payload
    const tool = stringOf(invocation['tool'])
    if (callId === undefined || tool === undefined) return false
    const name = toolName(tool, `mcp__${stringOf(invocation['server']) ?? 'server'}`)
    this.#scriptCall(callId, name, objectOf(invocation['arguments']) ?? {})
    const result = objectOf(payload['result'])
    const answer = objectOf(result?.['Ok']) ?? (result !== undefined && 'Err' in result ? undefined : result)
    const error =
      stringOf(result?.['Err']) ?? stringOf(objectOf(payload['error'])?.['message']) ?? stringOf(payload['error'])
    const failed = error !== undefined || answer?.['isError'] === true || payload['status'] === 'failed'
    const durationMs = durationOf(payload['duration'])
    this.#end(callId, {
      outcome: statusOutcome(payload['status']) ?? (failed ? 'error' : 'ok'),
      output: error ?? outputText(answer?.['content']),
      ...(durationMs === undefined ? {} : { durationMs }),
    })
    return true
  }

  /** `dynamic_tool_call_request` and `…_response`: tools that the embedding program offers. */
  dynamicTool(payload: JsonObject, ended: boolean): boolean {
    const callId = stringOf(payload['call_id']) ?? stringOf(payload['callId']) ?? stringOf(payload['id'])
    const tool = stringOf(payload['tool'])
    if (callId === undefined || tool === undefined) return false
    if (!this.#rows.builder.hasCall(callId)) {
      this.#call(callId, toolName(tool, stringOf(payload['namespace'])), objectOf(payload['arguments']) ?? {})
    }
    if (!ended) return true
    const durationMs = durationOf(payload['duration'])
    this.#end(callId, {
      outcome: payload['success'] === false || payload['status'] === 'failed' ? 'error' : 'ok',
      output: stringOf(payload['error']) ?? outputText(payload['content_items'] ?? payload['contentItems']),
      ...(durationMs === undefined ? {} : { durationMs }),
    })
    return true
  }

  /** A call that is told by one row only, done when told. */
  done(callId: string | undefined, name: string, args: JsonObject): boolean {
    if (callId === undefined) return false
    if (!this.#rows.builder.hasCall(callId)) this.#call(callId, name, args)
    this.#end(callId, { outcome: 'ok' })
    return true
  }

  /** A sub-agent's session was started by a call. */
  spawned(callId: string | undefined, childId: string | undefined): void {
    if (callId !== undefined && childId !== undefined)
      this.#rows.builder.result(callId, { outcome: 'pending', childId })
  }

  /** Rows of drifted formats: a call and a result without an id, joined by the tool's name. */
  unnamedCall(name: string, args: JsonObject): void {
    const callId = `line-${this.#rows.line}`
    const waiting = this.#unnamed.get(name) ?? []
    this.#unnamed.set(name, waiting)
    waiting.push(callId)
    this.#call(callId, name, args)
  }

  unnamedResult(name: string, result: unknown): void {
    this.#rows.responses.answered()
    const callId = this.#unnamed.get(name)?.shift()
    if (callId === undefined) return
    const object = objectOf(result)
    const exitCode = numberOf(object?.['exitCode']) ?? numberOf(object?.['exit_code'])
    const output =
      object === undefined
        ? outputText(result)
        : [textOf(object, 'stdout'), textOf(object, 'stderr')].filter(Boolean).join('\n')
    const command = this.#commandOf(callId)
    this.#end(callId, {
      outcome: exitCode === undefined ? 'ok' : outcomeOfExit(command, exitCode),
      output,
      ...(exitCode === undefined ? {} : { exitCode }),
    })
  }

  /** The turn was broken off: calls without a result were broken off with it. */
  interrupted(): void {
    const running = new Set([...this.#running.values()].map(({ callId }) => callId))
    for (const callId of this.#open)
      if (!running.has(callId)) this.#rows.builder.result(callId, { outcome: 'interrupted' })
    this.#open.clear()
    for (const script of [...this.#scripts.values()]) this.#showScript(script, 'interrupted')
  }

  /** The transcript is over: processes still running were left running. A script that is still open may yet be told by its calls. */
  finish(): void {
    for (const { callId, output } of this.#running.values()) {
      this.#rows.builder.result(callId, { outcome: 'ok', output, background: true })
    }
  }

  /** A call that only its result tells of: a script of code mode made it. */
  #scriptCall(callId: string, name: string, args: JsonObject, cwd?: string, files?: readonly RawTouch[]): void {
    const { builder, at } = this.#rows
    if (builder.hasCall(callId)) return
    this.#scripted += 1
    this.#call(callId, name, args, cwd, files, this.#script?.callId, this.#script?.since)
    if (this.#script !== undefined) this.#script = { ...this.#script, since: at }
  }

  #call(
    callId: string,
    name: string,
    args: JsonObject,
    cwd?: string,
    files?: readonly RawTouch[],
    script?: string,
    since?: number,
  ): void {
    const { builder, responses, line } = this.#rows
    if (builder.hasCall(callId)) return
    const spec = toolSpec(tools, name)
    const command = spec.command?.(args)
    const directory = this.#directoryOf(cwd ?? stringOf(args['workdir']) ?? stringOf(args['cwd']))
    const touches =
      files ?? (command === undefined ? relocated(spec.files?.(args), directory) : filesOfCommand(command, directory))
    builder.call({
      ...this.#rows.place(),
      ...(since === undefined ? {} : { at: since }),
      callId,
      name,
      args: withoutDirectory(args, builder.cwd),
      ...(command === undefined ? {} : { command }),
      ...(touches === undefined ? {} : { files: touches }),
    })
    this.#open.add(callId)
    responses.asked(callId, line, script)
  }

  #end(callId: string, end: CallEnd): void {
    const { at } = this.#rows
    if (end.outcome !== 'pending') this.#open.delete(callId)
    this.#rows.builder.result(callId, { ...(at === undefined ? {} : { at }), ...end })
  }

  #outputOf(callId: string, output: ToolOutput): void {
    const { builder } = this.#rows
    const event = builder.callEvent(callId)
    if (event === undefined) return
    if (output.runningAs !== undefined && event.outcome === 'pending' && !this.#stdin.has(callId)) {
      this.#running.set(output.runningAs, { callId, output: output.text })
      return
    }
    const session = this.#stdin.get(callId)
    if (session !== undefined) this.#fedProcess(session, output)
    const command = this.#commandOf(callId)
    const exit =
      output.exitCode === undefined || session !== undefined ? undefined : outcomeOfExit(command, output.exitCode)
    const child = event.action === 'subagent' ? childOf(output.text) : undefined
    this.#end(callId, {
      outcome: output.outcome ?? exit ?? 'ok',
      output: output.text,
      ...(output.exitCode === undefined || session !== undefined ? {} : { exitCode: output.exitCode }),
      // Rounded to tenths of a second, so only where no event told it better.
      ...(event.durationMs !== undefined || !output.durationMs ? {} : { durationMs: output.durationMs }),
      ...(child === undefined ? {} : { childId: child }),
    })
  }

  /** The output of `write_stdin` belongs to the process; its exit ends the call that started it. */
  #fedProcess(session: string, output: ToolOutput): void {
    const process = this.#running.get(session)
    if (process === undefined) return
    process.output += output.text
    if (output.exitCode === undefined) return
    this.#running.delete(session)
    this.#end(process.callId, {
      outcome: outcomeOfExit(this.#commandOf(process.callId), output.exitCode),
      output: process.output,
      exitCode: output.exitCode,
    })
  }

  /** A script that made calls is told by them; one that made none, or failed, is told itself. */
  #scriptEnded(script: OpenScript, output: ToolOutput): void {
    const made = this.#scripted
    this.#scripted = 0
    this.#scripts.delete(script.callId)
    const next = [...this.#scripts.values()][0]
    if (next !== undefined) this.#script = { callId: next.callId, since: this.#rows.at }
    if (output.outcome !== 'error' && (made > 0 || output.runningAs !== undefined)) return
    this.#showScript(script, output.outcome ?? 'ok', output.text)
  }

  #showScript(script: OpenScript, outcome: ToolOutcome, output?: string): void {
    const { builder } = this.#rows
    this.#scripts.delete(script.callId)
    // A patch that does not apply leaves nothing but the failed script.
    const patch = script.source.includes('*** Begin Patch') ? unescaped(script.source) : undefined
    const files = patch === undefined ? undefined : relocated(filesOfPatch(patch), this.#directoryOf(undefined))
    const isPatch = patch !== undefined && output?.includes('apply_patch') === true
    builder.call({
      id: `${script.line}`,
      line: script.line,
      ...(script.at === undefined ? {} : { at: script.at }),
      callId: script.callId,
      name: isPatch ? 'apply_patch' : 'exec',
      args: { script: script.source },
      ...(files === undefined ? {} : { files }),
    })
    this.#rows.responses.asked(script.callId, script.line, script.callId)
    this.#end(script.callId, { outcome, ...(output === undefined ? {} : { output }) })
  }

  #commandOf(callId: string): string | undefined {
    return this.#rows.builder.callEvent(callId)?.command
  }

  /** The directory of a call, when it is another than the session's. */
  #directoryOf(cwd: string | undefined): string {
    const directory = cwd ?? this.#rows.cwd ?? ''
    return directory === this.#rows.builder.cwd ? '' : directory
  }
}

/** Arguments as an object; a patch or another free text has the key it has elsewhere. */
function argumentsOf(payload: JsonObject): JsonObject {
  const action = objectOf(payload['action'])
  if (action !== undefined) {
    const workdir = stringOf(action['working_directory'])
    return { command: action['command'], ...(workdir === undefined ? {} : { workdir }) }
  }
  const raw = payload['arguments'] ?? payload['input']
  const object = objectOf(raw) ?? parsed(raw)
  if (payload['name'] !== 'apply_patch') return object ?? (typeof raw === 'string' && raw !== '' ? { input: raw } : {})
  const patch =
    stringOf(object?.['patch']) ?? stringOf(object?.['input']) ?? (object === undefined ? stringOf(raw) : undefined)
  return patch === undefined ? (object ?? {}) : { patch }
}

function parsed(raw: unknown): JsonObject | undefined {
  if (typeof raw !== 'string' || !raw.trimStart().startsWith('{')) return undefined
  try {
    return objectOf(JSON.parse(raw))
  } catch {
    return undefined
  }
}

/** MCP tools are written `server__tool`, or with the server as namespace; both become `mcp__server__tool`. */
function toolName(name: string, namespace: string | undefined): string {
  if (namespace?.startsWith('mcp__') === true) return `${namespace.replace(/__$/, '')}__${name}`
  if (Object.hasOwn(tools, name) || name.startsWith('mcp__')) return name
  return /^[\w-]+?__[\w-]/.test(name) ? `mcp__${name}` : name
}

/** A directory that is the session's own says nothing. */
function withoutDirectory(args: JsonObject, cwd: string | undefined): JsonObject {
  const { workdir, ...rest } = args
  return workdir === undefined || workdir === cwd ? rest : args
}

function relocated(touches: readonly RawTouch[] | undefined, directory: string): readonly RawTouch[] | undefined {
  if (touches === undefined || directory === '') return touches
  return touches.map((touch) => ({
    ...touch,
    path: joinPath(directory, touch.path) ?? touch.path,
    ...(touch.to === undefined ? {} : { to: joinPath(directory, touch.to) ?? touch.to }),
  }))
}

/** `{"/abs/a.ts":{"type":"update","unified_diff":"…"}}`. */
function filesOfChanges(changes: JsonObject): RawTouch[] {
  return Object.entries(changes).flatMap(([path, value]): RawTouch[] => {
    const change = objectOf(value)
    const content = typeof change?.['content'] === 'string' ? change['content'] : undefined
    switch (change?.['type']) {
      case 'add':
        return [
          {
            path,
            operation: 'create',
            ...(content === undefined ? {} : { after: content, addedLines: countLines(content) }),
          },
        ]
      case 'delete':
        return [
          {
            path,
            operation: 'delete',
            ...(content === undefined ? {} : { before: content, removedLines: countLines(content) }),
          },
        ]
      case 'update': {
        const diff = typeof change['unified_diff'] === 'string' ? changeOfHunks(change['unified_diff']) : {}
        const to = stringOf(change['move_path'])
        return [to === undefined ? { path, operation: 'edit', ...diff } : { path, operation: 'rename', to, ...diff }]
      }
      default:
        return []
    }
  })
}

function statusOutcome(status: unknown): ToolOutcome | undefined {
  if (status === 'declined' || status === 'rejected') return 'denied'
  return status === 'in_progress' || status === 'inProgress' ? 'pending' : undefined
}

function textOf(payload: JsonObject, ...keys: string[]): string | undefined {
  for (const key of keys) if (typeof payload[key] === 'string') return payload[key]
  return undefined
}

/** The new thread as `spawn_agent` answered up to 0.148: `{"agent_id":"…"}`. */
function childOf(output: string): string | undefined {
  const answer = parsed(output)
  return stringOf(answer?.['agent_id']) ?? stringOf(answer?.['new_thread_id'])
}

function resultLine(result: JsonObject | undefined): string {
  return [stringOf(result?.['title']), stringOf(result?.['url'])].filter((part) => part !== undefined).join(' ')
}

/** The text of a patch inside a JavaScript string. */
function unescaped(source: string): string {
  return source.replaceAll('\\n', '\n').replaceAll('\\t', '\t').replaceAll('\\"', '"').replaceAll('\\\\', '\\')
}
