import pc from 'picocolors'

/** Colours by meaning. Without colour every function returns its text. */
export interface Style {
  readonly colour: boolean
  /** A section's name. */
  readonly heading: (text: string) => string
  /** What may be skipped over. */
  readonly faint: (text: string) => string
  readonly strong: (text: string) => string
  readonly good: (text: string) => string
  readonly warn: (text: string) => string
  readonly bad: (text: string) => string
  /** What can be copied into a command: ids, paths of commands. */
  readonly name: (text: string) => string
}

/** The style of one stream. */
export function createStyle(colour: boolean): Style {
  const { bold, dim, green, yellow, red, cyan } = pc.createColors(colour)
  return {
    colour,
    heading: (text) => bold(text),
    faint: (text) => dim(text),
    strong: (text) => bold(text),
    good: (text) => green(text),
    warn: (text) => yellow(text),
    bad: (text) => red(text),
    name: (text) => cyan(text),
  }
}

/** `NO_COLOR` (any value) wins over `FORCE_COLOR`, that wins over what the stream is. */
export function wantsColour(env: Readonly<Record<string, string | undefined>>, isTTY: boolean): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return isTTY && env['TERM'] !== 'dumb'
}
