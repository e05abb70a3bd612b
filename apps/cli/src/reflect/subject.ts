import type { SessionAnalysis } from '@ses/core'
import type { CompleteSummary, ReflectDocument } from '@ses/schema'

/** What is reflected on: an analysis, or a stored summary whose transcript is gone. */
export type Subject = { readonly note?: string } & (
  | { readonly analysis: SessionAnalysis }
  | { readonly summary: CompleteSummary; readonly diagnostics: ReflectDocument['diagnostics'] }
)
