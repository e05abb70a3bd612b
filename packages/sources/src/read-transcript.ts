import { open } from 'node:fs/promises'
import { SesError } from '@ses/model'

export interface ReadTranscriptOptions {
  /** Bytes per chunk; default 1 MiB. */
  readonly chunkBytes?: number
  /** Called with the number of bytes of every chunk. */
  readonly onRead?: (bytes: number) => void
}

/**
 * A file's bytes in chunks, read as they are asked for, so that memory stays bounded however large it is. Throws `SesError`
 * `not_found` or `unreadable`.
 */
export async function* readTranscript(path: string, options: ReadTranscriptOptions = {}): AsyncGenerator<Uint8Array> {
  const { chunkBytes = 1 << 20, onRead } = options
  try {
    const file = await open(path, 'r')
    try {
      for (;;) {
        // A new buffer each time: the parser may keep views of an earlier one.
        const { bytesRead, buffer } = await file.read(new Uint8Array(chunkBytes), 0, chunkBytes, null)
        if (bytesRead === 0) return
        onRead?.(bytesRead)
        yield buffer.subarray(0, bytesRead)
      }
    } finally {
      await file.close()
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === undefined || cause instanceof SesError) throw cause
    if (code === 'ENOENT') throw new SesError('not_found', path, { data: { path }, cause })
    throw new SesError('unreadable', `${path} (${code})`, { data: { path, reason: code }, cause })
  }
}
