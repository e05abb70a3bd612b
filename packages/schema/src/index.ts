export {
  checkDocument,
  checkSummary,
  parseDocument,
  parseIndex,
  parseMetadata,
  parseSummary,
} from './check-document.ts'
export { configDefaults } from './config-defaults.ts'
export { customToolActions } from './custom-tools.ts'
export type { AiSummaryDocument, AiSummaryInput, AiSummaryTokens } from './documents/ai-summary-document.ts'
export type { BisectDocument, BisectTest, BisectTurn } from './documents/bisect-document.ts'
export type {
  BlameAuthor,
  BlameCounts,
  BlameDocument,
  BlameLine,
  BlameSummaryDocument,
} from './documents/blame-document.ts'
export type { CheckpointDocument, CheckpointsDocument } from './documents/checkpoints-document.ts'
export type {
  CommitCheckpointDocument,
  CommitDocument,
  ResumeDocument,
  ResumedSession,
  TravelDocument,
} from './documents/commit-document.ts'
export type {
  BudgetConfig,
  Config,
  CustomToolsConfig,
  MaskingConfig,
  MaskingPattern,
  PatternsConfig,
  PriceConfig,
  RetentionConfig,
  RiskConfig,
  RiskPathConfig,
  WebhookConfig,
  WebhookEvent,
  WebhookRetry,
} from './documents/config.ts'
export type {
  DashboardFileHistory,
  DashboardHit,
  DashboardHotspot,
  DashboardHotspots,
  DashboardModels,
  DashboardPatterns,
  DashboardSearch,
  DashboardSessions,
} from './documents/dashboard/collections.ts'
export type {
  DashboardAlert,
  DashboardBudgets,
  DashboardError,
  DashboardEvent,
  DashboardLimits,
  DashboardProblem,
  DashboardSettings,
  DashboardSpent,
} from './documents/dashboard/control.ts'
export type {
  DashboardDay,
  DashboardForecast,
  DashboardOverview,
  DashboardTotals,
} from './documents/dashboard/overview.ts'
export type {
  DashboardCheckpoint,
  DashboardEdit,
  DashboardFile,
  DashboardFiles,
  DashboardLedger,
  DashboardSession,
  DashboardTimeline,
  LedgerRow,
  TimelineEntry,
} from './documents/dashboard/session-detail.ts'
export type { DoctorCheck, DoctorDocument, DoctorProblem } from './documents/doctor-document.ts'
export type { ErrorDocument } from './documents/error-document.ts'
export type {
  ExplainDocument,
  ExplainedCheck,
  ExplainedError,
  ExplainedFinding,
  ExplainedQuote,
  ExplainedReason,
  ExplainedReasons,
  ExplainedTurn,
} from './documents/explain-document.ts'
export type {
  FixedSummary,
  FixedSummarySession,
  SummaryError,
  SummaryFile,
  SummaryOperation,
  SummaryPrompt,
  SummaryReviewHints,
  SummaryRisk,
  SummaryType,
} from './documents/fixed-summary.ts'
export type {
  HandoffCommand,
  HandoffDecision,
  HandoffDocument,
  HandoffFile,
  HandoffOpen,
  HandoffSize,
} from './documents/handoff-document.ts'
export type { InstallDocument, InstalledAgent, InstalledFile } from './documents/install-document.ts'
export type { ListDocument, ListedSession } from './documents/list-document.ts'
export type { Metadata, TranscriptRef } from './documents/metadata.ts'
export type {
  MeteredBudget,
  MeteredChanges,
  MeteredDocument,
  MeteredFile,
  MeteredResponse,
  MeteredSession,
} from './documents/metered-document.ts'
export type { ProxyDocument, ProxyTotals, RunDocument } from './documents/proxy-document.ts'
export type { DocumentDiagnostic, ReflectDocument } from './documents/reflect-document.ts'
export type {
  ReportCost,
  ReportDocument,
  ReportGroup,
  ReportPattern,
  ReportPoint,
  ReportTrend,
} from './documents/report-document.ts'
export type {
  ReviewCategory,
  ReviewDiffSource,
  ReviewEngineId,
  ReviewEvidence,
  ReviewedDiff,
  ReviewerOutcome,
  ReviewFinding,
  ReviewGate,
  ReviewReport,
  ReviewSeverity,
  SuppressedFinding,
} from './documents/review-report.ts'
export type { RewindChange, RewindDocument } from './documents/rewind-document.ts'
export type { SearchDocument, SearchResult, SearchSnippet } from './documents/search-document.ts'
export type { FileHistoryEntry, IndexedSession, SessionIndex } from './documents/session-index.ts'
export type { ShadowDocument, ShadowSession } from './documents/shadow-document.ts'
export type { StatsDocument } from './documents/stats-document.ts'
export type { StatusAgent, StatusDocument } from './documents/status-document.ts'
export type {
  CompleteSummary,
  EvidenceItem,
  SessionAdditions,
  Summary,
  SummaryAdditions,
  SummaryChild,
  SummaryClaim,
  SummaryCommit,
  SummaryCoverage,
  SummaryEvidence,
  SummaryFinding,
  SummaryGrade,
  SummaryLetter,
  SummaryMasking,
  SummaryModelUsage,
  SummaryOutcome,
  SummaryPoints,
  SummaryUsage,
} from './documents/summary.ts'
export type { TodayDocument, TodayProject } from './documents/today-document.ts'
export type { TokenCounts, UnpricedModel } from './documents/token-counts.ts'
export type { UsageDocument, UsageRow, UsageScan, UsageTotals } from './documents/usage-document.ts'
export type { ViewDocument, ViewedFile } from './documents/view-document.ts'
export type { ReviewCompleted, SessionEnded } from './documents/webhook-body.ts'
export type { WebhookDelivery, WebhookDocument, WebhookRun, WebhookTest } from './documents/webhook-document.ts'
export type { Documents, SchemaName } from './documents.ts'
export type { Issue } from './issue.ts'
export { jsonSchema, schemaNames } from './json-schema.ts'
export { mergeConfigs } from './merge-configs.ts'
export { type ConfigNames, checkConfig, parseConfig } from './parse-config.ts'
export { summaryRisks, summaryTypes } from './summary-values.ts'
export { tokenCountsOf } from './token-counts-of.ts'
