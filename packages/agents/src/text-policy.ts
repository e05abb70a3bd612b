/**
 * Decides what is kept of each piece of transcript text, before it is kept: the place where masking and shortening happen, so
 * that neither a secret nor a gigabyte ever stays in memory.
 */
export type TextPolicy<Text extends string> = (text: string, role: TextRole) => Text

/** What a text is. `before` and `after` are the two sides of an edit. */
export type TextRole =
  | 'prompt'
  | 'context'
  | 'reply'
  | 'thinking'
  | 'command'
  | 'input'
  | 'output'
  | 'before'
  | 'after'
  | 'path'
  | 'title'
  | 'detail'

/** Keeps every text as it is. */
export const keepText: TextPolicy<string> = (text) => text

/**
 * Keeps nothing but paths, for readers of usage: with this very policy tool calls are recorded without their input, command,
 * files and checks.
 */
export const usageOnly: TextPolicy<string> = (text, role) => (role === 'path' ? text : '')
