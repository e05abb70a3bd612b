/** Where text goes: a terminal, a pipe or a test. */
interface OutputStream {
  readonly write: (text: string) => unknown
  readonly isTTY?: boolean
  /** Of a terminal. */
  readonly columns?: number
}

/** All that a run may know of the world around it. */
export interface Host {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean }
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** The user's home directory. */
  readonly home: string
  /** Epoch milliseconds. */
  readonly now: () => number
}
