export type {
  Agent,
  HookEnd,
  HookEvent,
  HookFormat,
  HookReader,
  HookSession,
  ReadOptions,
  RowVerdict,
  TranscriptFormat,
  TranscriptLocation,
  TranscriptReader,
  TranscriptRoot,
  UsageHint,
} from './agent.ts'
export { type AgentPlaces, agentPlaces } from './agent-places.ts'
export { agents } from './agents/index.ts'
export { attachSubagents } from './attach-subagents.ts'
export {
  createHookParser,
  type HookParseOptions,
  type HookParser,
  type ParsedHooks,
  parseHookEvents,
} from './hook-events.ts'
export { joinHookSession } from './join-hook-session.ts'
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
