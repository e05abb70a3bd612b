export type { ExportedSession } from './exported-session.ts'
export type { Exporter, ExportOptions } from './exporter.ts'
export { exporters } from './exporters/index.ts'
export {
  type GitAiCommit,
  type GitAiMessage,
  type GitAiNote,
  type GitAiPrompt,
  gitAiSession,
  parseGitAiNote,
} from './git-ai-note.ts'
export type { MetricsRequest } from './otlp/metrics-of.ts'
export { metricsOf } from './otlp/metrics-of.ts'
export type { TraceRequest } from './otlp/spans-of.ts'
export { spansOf } from './otlp/spans-of.ts'
export { type SarifFinding, type SarifInput, type SarifLog, type SarifStep, toSarif } from './sarif.ts'
