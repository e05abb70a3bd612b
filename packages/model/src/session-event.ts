import type { CommandKind } from './command-kind.ts'

/** One thing that happened in a session, in the order the transcript tells it. `Text` is `Masked` once masking has run. */
export type SessionEvent<Text extends string = string> =
  | PromptEvent<Text>
  | ContextEvent<Text>
  | ReplyEvent<Text>
  | ThinkingEvent<Text>
  | ToolCallEvent<Text>
  | CompactionEvent<Text>
  | LifecycleEvent<Text>

/** What every event carries. */
export interface EventBase {
  /** Unique within its session and the same at every parse of the same transcript, also when the transcript has grown. */
  readonly id: string
  /** Epoch milliseconds; absent when the agent recorded no time. */
  readonly at?: number
  /** Line of the source row, counted from 1; absent where the source has no lines. */
  readonly line?: number
}

/** What a human asked, stripped of the envelopes that editors and agents wrap around it. */
export interface PromptEvent<Text extends string = string> extends EventBase {
  readonly type: 'prompt'
  readonly text: Text
  /** Pictures attached to the prompt. */
  readonly images?: number
  /** True when it was typed while the agent was still working. */
  readonly queued?: true
}

/** Text the harness put into the conversation as if it were the user's: reminders, notifications, skill bodies, command records. */
export interface ContextEvent<Text extends string = string> extends EventBase {
  readonly type: 'context'
  readonly kind: ContextKind
  readonly text: Text
}

export type ContextKind =
  | 'environment'
  | 'instructions'
  | 'reminder'
  | 'notification'
  | 'command'
  | 'skill'
  | 'ide'
  | 'hook'
  | 'summary'
  | 'other'

/** Text the agent showed to the user. */
export interface ReplyEvent<Text extends string = string> extends EventBase {
  readonly type: 'reply'
  readonly text: Text
  readonly responseId?: string
}

/** The model's recorded reasoning; `text` is empty where the agent stores it encrypted. */
export interface ThinkingEvent<Text extends string = string> extends EventBase {
  readonly type: 'thinking'
  readonly text: Text
  readonly responseId?: string
}

/** One tool call together with its result. */
export interface ToolCallEvent<Text extends string = string> extends EventBase {
  readonly type: 'tool'
  /** The agent's own id of the call; the event id where it has none. */
  readonly callId: string
  /** The tool's name as the agent wrote it (`Bash`, `exec_command`, `mcp__github__get_issue`). */
  readonly name: string
  readonly action: ToolAction
  /** Calls that share it were asked for in one model response, so they ran as one batch. */
  readonly responseId?: string
  /** The arguments as JSON text with sorted keys, without file contents and without what `command` and `files` already say. */
  readonly input?: Text
  /** The shell command as it was run. */
  readonly command?: Text
  /** What the command does, in order of its parts; see `commandKinds`. */
  readonly commandKinds?: readonly CommandKind[]
  /** Files and directories the call read, searched or changed. Empty when it touched none or they cannot be known. */
  readonly files: readonly FileTouch<Text>[]
  readonly outcome: ToolOutcome
  /** Exit code of a shell command, where the agent tells. */
  readonly exitCode?: number
  /** Wall time in milliseconds, where the agent tells or the rows' times bound it. */
  readonly durationMs?: number
  /** What the tool returned, shortened by the caller's text policy. */
  readonly output?: Text
  /** Length of the full output in UTF-16 units. */
  readonly outputLength?: number
  /** Tests, builds and linters that this call ran, with what they reported. */
  readonly checks?: readonly CheckResult[]
  /** Commits this call made, as git reported them. */
  readonly commits?: readonly CommitRef<Text>[]
  /** Id of the child session that a sub-agent call started. */
  readonly childId?: string
  /** True when the agent was not asked to wait for the result. */
  readonly background?: true
}

/** What a tool does, the same word for every agent. `other` is a known tool of no class here, or an unknown one. */
export type ToolAction =
  | 'read'
  | 'write'
  | 'edit'
  | 'delete'
  | 'shell'
  | 'search'
  | 'list'
  | 'fetch'
  | 'web_search'
  | 'subagent'
  | 'plan'
  | 'ask'
  | 'skill'
  | 'mcp'
  | 'other'

/**
 * How a call ended: `error` only by the agent's own flag, exit code or documented error shape, never by words in the output;
 * `denied` by a person or policy; `interrupted` by a person; `pending` when no result was recorded.
 */
export type ToolOutcome = 'ok' | 'error' | 'denied' | 'interrupted' | 'pending'

/** One file or directory a call touched. */
export interface FileTouch<Text extends string = string> {
  /** As the agent wrote it with forward slashes, made relative to the session's `cwd` where it lies below it. */
  readonly path: Text
  readonly operation: FileOperation
  /** New path of a `rename`. */
  readonly to?: Text
  /** The replaced text of an edit, where the agent records it. */
  readonly before?: Text
  /** The new text of an edit or the content of a `create` or `write`, where the agent records it. */
  readonly after?: Text
  readonly addedLines?: number
  readonly removedLines?: number
}

/** `create` makes a file known to be new; `write` replaces or makes one, where the agent does not tell which; `search` saw matches or names only. */
export type FileOperation = 'read' | 'search' | 'list' | 'create' | 'write' | 'edit' | 'delete' | 'rename'

/** The verdict of one test, build, lint, type-check or format run. */
export interface CheckResult {
  readonly kind: CheckKind
  /** Absent when neither exit code nor output tells. */
  readonly ok?: boolean
  readonly passed?: number
  readonly failed?: number
  readonly skipped?: number
}

export type CheckKind = 'test' | 'build' | 'lint' | 'typecheck' | 'format'

/** A commit named in a tool's output. */
export interface CommitRef<Text extends string = string> {
  /** Full or abbreviated object name, lower case. */
  readonly sha: string
  readonly branch?: Text
  readonly subject?: Text
}

/** The agent replaced its history by a summary. */
export interface CompactionEvent<Text extends string = string> extends EventBase {
  readonly type: 'compaction'
  readonly trigger: 'auto' | 'manual' | 'unknown'
  /** Context size before it, in tokens. */
  readonly tokensBefore?: number
  readonly tokensAfter?: number
  readonly summary?: Text
}

/** A change in the session's own state. `detail` names the model, the mode, the reason or the error. */
export interface LifecycleEvent<Text extends string = string> extends EventBase {
  readonly type: 'lifecycle'
  readonly phase: LifecyclePhase
  readonly detail?: Text
}

export type LifecyclePhase =
  | 'start'
  | 'resume'
  | 'end'
  | 'turn_end'
  | 'interrupt'
  | 'model'
  | 'mode'
  | 'rewind'
  | 'api_error'
  | 'link'
