import type { HookScope } from '@ses/hooks'
import type { SesError } from '@ses/model'

/** What was done, or would be, to one agent. */
export interface AgentChange {
  readonly agent: string
  readonly title: string
  readonly scope: HookScope
  readonly files: readonly FileChange[]
  /** Why it was left as it was; what its files say then is what they were before. */
  readonly error?: SesError
}

/** What was done to one file. */
export interface FileChange {
  readonly path: string
  /** `restored` is byte for byte what it was before `ses`. */
  readonly action: 'created' | 'changed' | 'unchanged' | 'deleted' | 'restored'
  /** Path of the copy of what was there before. */
  readonly backup?: string
}
