export type {
  Agent,
  ReadOptions,
  RowVerdict,
  TranscriptFormat,
  TranscriptLocation,
  TranscriptReader,
  TranscriptRoot,
  UsageHint,
} from './agent.ts'
export { agents } from './agents/index.ts'
export { attachSubagents } from './attach-subagents.ts'
export type { JsonObject } from './json.ts'
export {
  createTranscriptParser,
  type ParseOptions,
  parseTranscript,
  type TranscriptParser,
} from './parse-transcript.ts'
export type { RawTouch } from './raw-touch.ts'
export { SessionBuilder } from './session-builder.ts'
export { keepText, type TextPolicy, type TextRole, usageOnly } from './text-policy.ts'
export type { ToolSpec, ToolTable } from './tool-table.ts'
