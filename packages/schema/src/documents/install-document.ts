/** `ses enable --json`, `ses disable --json` and `ses init --json`. */
export interface InstallDocument {
  readonly schema_version: 1
  readonly action: 'enable' | 'disable'
  readonly scope: 'project' | 'user'
  readonly dry_run: boolean
  readonly agents: readonly InstalledAgent[]
  /** The line for the log folder; null when nothing was to be done about it. */
  readonly gitignore: InstalledFile | null
  /** Hooks of git that keep sessions beside commits, with `--checkpoint`. */
  readonly commit_hooks?: readonly InstalledFile[]
  /** The folder with sessions that `--clean` removed. */
  readonly removed: string | null
  readonly notes: readonly string[]
}

/** One agent and what was done to it, or would be. */
export interface InstalledAgent {
  readonly id: string
  readonly title: string
  /** `covered`: hooks of the user's level are there already and would fire a second time. */
  readonly status: 'enabled' | 'disabled' | 'unchanged' | 'covered' | 'failed'
  /** By what it was noticed; empty when it was named. */
  readonly signs: readonly string[]
  readonly files: readonly InstalledFile[]
  /** Hook events, as the agent spells them. */
  readonly events: readonly string[]
  /** What is left for the user to do. */
  readonly next: readonly string[]
  /** Command that takes it back; null where there is nothing to take back. */
  readonly undo: string | null
  readonly error: { readonly code: string; readonly message: string; readonly fix: string } | null
}

/** One file. */
export interface InstalledFile {
  readonly path: string
  /** `restored`: byte for byte what it was before. */
  readonly action: 'created' | 'changed' | 'unchanged' | 'deleted' | 'restored'
  /** Copy of what was there before. */
  readonly backup: string | null
}
