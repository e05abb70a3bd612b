/** Where text goes: a terminal, a pipe or a test. */
interface OutputStream {
  readonly write: (text: string | Uint8Array) => unknown
  readonly isTTY?: boolean
  /** Of a terminal. */
  readonly columns?: number
}

/** What was written, as text. */
export function writtenText(written: string | Uint8Array): string {
  return typeof written === 'string' ? written : Buffer.from(written).toString('utf8')
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
