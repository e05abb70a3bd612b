import type { AiSummaryDocument } from './documents/ai-summary-document.ts'
import type { BisectDocument } from './documents/bisect-document.ts'
import type { BlameDocument, BlameSummaryDocument } from './documents/blame-document.ts'
import type { CheckpointsDocument } from './documents/checkpoints-document.ts'
import type { CommitDocument, ResumeDocument, TravelDocument } from './documents/commit-document.ts'
import type { Config } from './documents/config.ts'
import type { DoctorDocument } from './documents/doctor-document.ts'
import type { ErrorDocument } from './documents/error-document.ts'
import type { ExplainDocument } from './documents/explain-document.ts'
import type { HandoffDocument } from './documents/handoff-document.ts'
import type { InstallDocument } from './documents/install-document.ts'
import type { ListDocument } from './documents/list-document.ts'
import type { Metadata } from './documents/metadata.ts'
import type { MeteredDocument } from './documents/metered-document.ts'
import type { ProxyDocument, RunDocument } from './documents/proxy-document.ts'
import type { ReflectDocument } from './documents/reflect-document.ts'
import type { ReportDocument } from './documents/report-document.ts'
import type { ReviewReport } from './documents/review-report.ts'
import type { RewindDocument } from './documents/rewind-document.ts'
import type { SearchDocument } from './documents/search-document.ts'
import type { SessionIndex } from './documents/session-index.ts'
import type { ShadowDocument } from './documents/shadow-document.ts'
import type { StatsDocument } from './documents/stats-document.ts'
import type { StatusDocument } from './documents/status-document.ts'
import type { Summary } from './documents/summary.ts'
import type { TodayDocument } from './documents/today-document.ts'
import type { UsageDocument } from './documents/usage-document.ts'
import type { ViewDocument } from './documents/view-document.ts'
import type { ReviewCompleted, SessionEnded } from './documents/webhook-body.ts'
import type { WebhookDocument } from './documents/webhook-document.ts'

/** Every document by its name. */
export interface Documents {
  readonly summary: Summary
  readonly index: SessionIndex
  readonly metadata: Metadata
  readonly config: Config
  readonly 'session.ended': SessionEnded
  readonly 'review.completed': ReviewCompleted
  readonly list: ListDocument
  readonly search: SearchDocument
  readonly status: StatusDocument
  readonly usage: UsageDocument
  readonly reflect: ReflectDocument
  readonly review: ReviewReport
  readonly view: ViewDocument
  readonly report: ReportDocument
  readonly explain: ExplainDocument
  readonly handoff: HandoffDocument
  readonly stats: StatsDocument
  readonly webhook: WebhookDocument
  readonly 'ai-summary': AiSummaryDocument
  readonly install: InstallDocument
  readonly checkpoints: CheckpointsDocument
  readonly commit: CommitDocument
  readonly travel: TravelDocument
  readonly resume: ResumeDocument
  readonly rewind: RewindDocument
  readonly shadow: ShadowDocument
  readonly doctor: DoctorDocument
  readonly metered: MeteredDocument
  readonly today: TodayDocument
  readonly blame: BlameDocument
  readonly 'blame-summary': BlameSummaryDocument
  readonly bisect: BisectDocument
  readonly proxy: ProxyDocument
  readonly run: RunDocument
  readonly error: ErrorDocument
}

/** Name of a document, as `ses` spells it in file names and commands. */
export type SchemaName = keyof Documents
