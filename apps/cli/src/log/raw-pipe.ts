/** Standard input as a stream of chunks, without the stream classes: loading those takes a quarter of a bare node's start. */
export interface RawPipe {
  /** Stops reading; the pipe is free for another reader. */
  readonly stop: () => void
}

/** What a raw pipe tells. `end` comes once, also after an error. */
export interface RawPipeEvents {
  readonly chunk: (chunk: Buffer) => void
  readonly end: () => void
}

/** Node's own handle behind a pipe. Not in its documentation, the same since version 12; whatever is not as expected is refused. */
interface PipeHandle {
  open(fd: number): number
  readStart(): number
  readStop(): number
  onread: (chunk: ArrayBuffer | undefined) => void
}

/** Opens file descriptor 0 as a pipe; undefined where this Node does not offer the handle. */
export function openRawPipe({ chunk, end }: RawPipeEvents): RawPipe | undefined {
  try {
    const { binding } = process as unknown as { readonly binding: (name: string) => Readonly<Record<string, unknown>> }
    // Where warnings of deprecation are asked for they would be printed.
    process.noDeprecation = true
    const { Pipe, constants } = binding('pipe_wrap') as {
      readonly Pipe?: new (type: number) => PipeHandle
      readonly constants?: { readonly SOCKET?: number }
    }
    const { streamBaseState, kReadBytesOrError } = binding('stream_wrap') as {
      readonly streamBaseState?: ArrayLike<number>
      readonly kReadBytesOrError?: number
    }
    const type = constants?.SOCKET
    if (Pipe === undefined || type === undefined || streamBaseState === undefined || kReadBytesOrError === undefined) {
      return undefined
    }
    const handle = new Pipe(type)
    handle.onread = (bytes) => {
      const count = streamBaseState[kReadBytesOrError] as number
      if (count > 0 && bytes !== undefined) chunk(Buffer.from(bytes, 0, count))
      else if (count < 0) end()
    }
    return handle.open(0) === 0 && handle.readStart() === 0 ? { stop: () => void handle.readStop() } : undefined
  } catch {
    return undefined
  }
}
