export type {
  CompactionEvent,
  Coverage,
  Diagnostic,
  Masked,
  ModelResponse,
  Parsed,
  PromptEvent,
  ReplyEvent,
  Session,
  SessionEvent,
  ToolCallEvent,
  Usage,
} from '@ses/model'
export type { CompleteSummary, Summary } from '@ses/schema'
export { type AnalyzeOptions, analyzeSession, type SessionAnalysis } from './analyze-session.ts'
export type { SubagentInput } from './read-transcript.ts'
export { defaultTextLimits, type TextLimits } from './text-keeper.ts'
export type { TranscriptInput } from './transcript-input.ts'
