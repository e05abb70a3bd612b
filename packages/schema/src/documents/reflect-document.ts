import type { Summary } from './summary.ts'

/** `ses reflect --json`. */
export interface ReflectDocument {
  readonly schema_version: 1
  readonly summary: Summary
  /** All waste of the findings together. */
  readonly waste: { readonly tokens: number; readonly cost_usd: number; readonly ms: number }
  /** What could not be read of the transcript. */
  readonly diagnostics: readonly DocumentDiagnostic[]
}

/** One kind of trouble with the transcript; `count` is at least 1, `line` that of the first occurrence from 1. */
export interface DocumentDiagnostic {
  readonly code: string
  readonly message: string
  readonly count: number
  readonly line?: number
}
