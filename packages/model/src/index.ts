export { type CommandKind, commandKind, commandKinds } from './command-kind.ts'
export { isConfigVariable } from './config-variables.ts'
export { type FileCategory, fileCategory } from './file-category.ts'
export type { Masked } from './masked.ts'
export { type Coverage, type Diagnostic, type DiagnosticCode, type Parsed, recognition } from './parsed.ts'
export { SesError, type SesErrorCode } from './ses-error.ts'
export { type Session, type SessionParent, type Turn, toolCallsOf, turnsOf, usageOf, walkSessions } from './session.ts'
export type {
  CheckKind,
  CheckResult,
  CommitRef,
  CompactionEvent,
  ContextEvent,
  ContextKind,
  EventBase,
  FileOperation,
  FileTouch,
  LifecycleEvent,
  LifecyclePhase,
  PromptEvent,
  ReplyEvent,
  SessionEvent,
  ThinkingEvent,
  ToolAction,
  ToolCallEvent,
  ToolOutcome,
} from './session-event.ts'
export { parseShell, type ShellCommand, type ShellRedirect } from './shell-command.ts'
export {
  addUsage,
  type DroppedUsage,
  type ModelResponse,
  maxUsage,
  noUsage,
  totalTokens,
  type Usage,
  type UsageDropReason,
} from './usage.ts'
