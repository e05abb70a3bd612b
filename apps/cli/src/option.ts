/** `--name`, `--name <text>` or `--name <number>`. */
export interface Option {
  readonly type: 'flag' | 'text' | 'number'
  readonly description: string
  /** One letter. */
  readonly short?: string
  readonly choices?: readonly string[]
}

/** Understood by every command. */
export const commonOptions: Readonly<Record<string, Option>> = {
  json: { type: 'flag', description: 'Print one JSON document' },
}

/** By what a listing of sessions may be narrowed; read by `readFilter`. */
export const sessionFilters: Readonly<Record<'since' | 'until' | 'agent' | 'project', Option>> = {
  since: { type: 'text', description: 'Started at or after: 2026-02-27, or 7d, 12h, 2w ago' },
  until: { type: 'text', description: 'Started at or before: a date or a time ago' },
  agent: { type: 'text', description: 'Only of this agent' },
  project: { type: 'text', description: 'Only in this directory or below it' },
}
