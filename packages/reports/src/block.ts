/** One part of a page that can be shown in a terminal or written as Markdown. Texts are one line each; `code` stands in backticks. */
export type Block =
  | { readonly type: 'title'; readonly text: string }
  | { readonly type: 'heading'; readonly text: string; readonly gist?: string }
  | { readonly type: 'text'; readonly text: string; readonly tone?: Tone }
  | { readonly type: 'list'; readonly items: readonly ListItem[] }
  | { readonly type: 'table'; readonly columns: readonly BlockColumn[]; readonly rows: readonly (readonly string[])[] }

/** How a thing is meant, for those who see colours. */
export type Tone = 'good' | 'warn' | 'bad' | 'faint' | 'strong'

export interface ListItem {
  readonly text: string
  /** Stands before the text: a time, a severity, a tick. */
  readonly mark?: string
  readonly tone?: Tone
  /** Lines that belong to it. */
  readonly below?: readonly string[]
}

export interface BlockColumn {
  readonly title: string
  readonly align?: 'right'
  /** What may be cut in a narrow terminal; nothing is in Markdown. */
  readonly cut?: 'end' | 'path'
  readonly tone?: Tone
}
