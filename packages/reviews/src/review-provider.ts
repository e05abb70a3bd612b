/** A coding agent's command line that can be asked for a review. */
export interface ReviewProvider {
  /** What `--providers` takes; the name of its program unless said otherwise. */
  readonly id: string
  readonly program: string
  /**
   * Its arguments; the question comes on stdin. It may neither change anything nor load settings, hooks or MCP servers of where it runs,
   * as far as its options allow.
   */
  readonly args: (options: ProviderOptions) => readonly string[]
  /** Variables that are passed on beside the common ones: keys and homes of this agent. A `*` at the end stands for any rest. */
  readonly env: readonly string[]
  /** Variables that are set. */
  readonly set?: Readonly<Record<string, string>>
  /** The model's text in what the program printed; undefined when there is none. */
  readonly answerOf: (stdout: string) => ProviderAnswer | undefined
}

export interface ProviderOptions {
  /** Tools run without being asked for. Off unless somebody turned it on. */
  readonly autoApprove: boolean
}

export interface ProviderAnswer {
  readonly text: string
  readonly model?: string
  /** US dollars, where the program tells. */
  readonly costUsd?: number
  /** The program says that it did not do what was asked. */
  readonly refused?: boolean
}

/** The last JSON value in a text that is an object or array: programs print warnings before it. */
export function lastJson(text: string): unknown {
  for (const line of [text, ...text.trim().split('\n').reverse()]) {
    try {
      const value: unknown = JSON.parse(line)
      if (typeof value === 'object' && value !== null) return value
    } catch {
      // Not this one.
    }
  }
  const start = text.search(/^[[{]/m)
  try {
    return start < 0 ? undefined : JSON.parse(text.slice(start))
  } catch {
    return undefined
  }
}
