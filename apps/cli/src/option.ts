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
