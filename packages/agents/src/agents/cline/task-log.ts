import type { RowVerdict } from '../../agent.ts'
import type { EventWriter } from '../../event-writer.ts'
import { arrayOf, type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { usageOfRequest } from './usage.ts'

/** Entries that tell nothing an event says. */
const SIDE_ENTRIES: ReadonlySet<unknown> = new Set([
  'api_req_finished',
  'api_req_retried',
  'api_req_retry_delayed',
  'api_req_deleted',
  'deleted_api_reqs',
  'checkpoint_created',
  'checkpoint_saved',
  'task_progress',
  'info',
  'hook',
  'hook_status',
  'hook_output',
  'shell_integration_warning',
  'load_mcp_documentation',
  'mcp_server_request_started',
  'mcp_notification',
  'browser_action_launch',
  'browser_action_result',
  'clineignore_error',
  'rooignore_error',
  'command_permission_denied',
  'completion_result',
  'resume_task',
  'resume_completed_task',
  'command_output',
  'mistake_limit_reached',
  'auto_approval_max_req_reached',
  'condense_context',
  'condense_context_error',
  'codebase_search_result',
  'subtask_result',
  'user_edit_todos',
  'generate_explanation',
  'conditional_rules_applied',
  'subagent',
  'subagent_usage',
  'new_task',
  'condense',
  'summarize_task',
  'report_bug',
])

/** Reads `ui_messages.json`, what the extension showed: entries are updated in place and have no ids but their times. */
export class TaskLog<Text extends string> {
  readonly #writer: EventWriter<Text>
  readonly #task: string
  #responseId: string | undefined
  /** The shell command whose output the following entries hold. */
  #command: string | undefined
  #model: string | undefined

  constructor(writer: EventWriter<Text>, task: string | undefined) {
    this.#writer = writer
    this.#task = task ?? 'task'
  }

  entry(row: JsonObject): RowVerdict {
    const at = timeOf(row['ts'])
    const kind = row[row['type'] as string]
    const text = stringOf(row['text']) ?? ''
    this.#writer.place({ id: `${row['ts']}`, at })
    this.#noteModel(row)
    if (kind === 'command_output') this.#output(text)
    else this.#command = undefined
    switch (kind) {
      case 'task':
      case 'user_feedback':
        this.#writer.prompt(text, { images: arrayOf(row['images']).length })
        return 'known'
      case 'user_feedback_diff':
        this.#writer.context('ide', text)
        return 'known'
      case 'text':
      case 'plan_mode_respond':
      case 'followup':
        this.#writer.reply(questionOf(text), this.#responseId)
        return 'known'
      case 'reasoning':
        if (text !== '') this.#writer.thinking(text, this.#responseId)
        return 'known'
      case 'api_req_started':
        return this.#request(row, text, at)
      case 'api_req_failed':
      case 'error':
      case 'diff_error':
        if (kind !== 'diff_error') this.#writer.lifecycle('api_error', text)
        return 'known'
      case 'command':
        this.#startCommand(text)
        return 'known'
      case 'tool':
        return this.#tool(text)
      case 'use_mcp_server':
      case 'browser_action':
        this.#call(kind, parse(text))
        return 'known'
      case 'mcp_server_response':
        return 'known'
    }
    if (kind === 'completion_result' && row['type'] === 'say') this.#writer.reply(text, this.#responseId)
    return SIDE_ENTRIES.has(kind) ? 'known' : 'unknown'
  }

  #noteModel(row: JsonObject): void {
    const model = stringOf(objectOf(row['modelInfo'])?.['modelId'])
    if (model !== undefined) this.#model = model
  }

  /** A request's entry is completed with its tokens when the answer has come. */
  #request(row: JsonObject, text: string, at: number | undefined): RowVerdict {
    const request = parse(text)
    this.#responseId = `${this.#task}:${row['ts']}`
    if (request['cancelReason'] === 'user_cancelled') this.#writer.lifecycle('interrupt')
    else if (request['cancelReason'] !== undefined) {
      this.#writer.lifecycle('api_error', stringOf(request['streamingFailedMessage']))
    }
    const usage = usageOfRequest(request)
    if (Object.values(usage).every((count) => count === 0)) return text === '' ? 'bad' : 'known'
    this.#writer.builder.response({
      id: this.#responseId,
      ...(this.#model === undefined ? {} : { model: this.#model }),
      ...(at === undefined ? {} : { at }),
      usage,
    })
    return 'known'
  }

  #tool(text: string): RowVerdict {
    const tool = parse(text)
    const name = stringOf(tool['tool'])
    if (name === undefined) return 'bad'
    this.#call(name, tool)
    return 'known'
  }

  /** The log shows calls, not whether they went well. */
  #call(name: string, args: JsonObject): void {
    const { content: _content, diff: _diff, ...rest } = args
    const own = this.#responseId === undefined ? {} : { responseId: this.#responseId }
    this.#writer.call({ name, args: name === 'newFileCreated' ? args : rest, ...own })
  }

  #startCommand(text: string): void {
    // Approval marks are put behind the command.
    const command = text.replace(/REQ_APP$/, '').trim()
    const own = this.#responseId === undefined ? {} : { responseId: this.#responseId }
    this.#command = this.#writer.call({ name: 'command', args: { command }, ...own })
  }

  #output(text: string): void {
    if (text !== '') this.#writer.result(this.#command, { outcome: 'ok', output: text })
  }
}

/** A question is JSON with its options; everything else is text. */
function questionOf(text: string): string {
  if (!text.startsWith('{')) return text
  const asked = parse(text)
  return stringOf(asked['question']) ?? stringOf(asked['response']) ?? text
}

function parse(text: string): JsonObject {
  try {
    return objectOf(JSON.parse(text)) ?? {}
  } catch {
    return {}
  }
}
