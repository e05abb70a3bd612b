import { fstatSync, readSync } from 'node:fs'
import { openRawPipe, type RawPipe, type RawPipeEvents } from './raw-pipe.ts'

/** What came on standard input. */
export interface Stdin {
  readonly bytes: Buffer
  /** More came than was kept. */
  readonly cut: boolean
  /** The writer kept it open and silent, and was waited for no longer. */
  readonly stalled: boolean
}

/** Bytes that are kept; what is more is read and let go, so that the writer is not stopped. */
const MAX_BYTES = 64 * 1024 * 1024

/** Reads standard input to its end, or until nothing has come for `silenceMs`. A terminal is not read. Never throws. */
export async function readStdin(silenceMs: number): Promise<Stdin> {
  try {
    const stat = fstatSync(0)
    if (stat.isFile()) return readFile()
    if (stat.isFIFO() || stat.isSocket()) return await readStream(silenceMs)
  } catch {
    // Closed, or nothing that can be read.
  }
  return NOTHING
}

const NOTHING: Stdin = { bytes: Buffer.alloc(0), cut: false, stalled: false }

function readFile(): Stdin {
  const chunks: Buffer[] = []
  let length = 0
  while (length <= MAX_BYTES) {
    const chunk = Buffer.allocUnsafe(65_536)
    const count = readSync(0, chunk, 0, chunk.length, null)
    if (count === 0) break
    chunks.push(chunk.subarray(0, count))
    length += count
  }
  return { bytes: Buffer.concat(chunks), cut: length > MAX_BYTES, stalled: false }
}

function readStream(silenceMs: number): Promise<Stdin> {
  const chunks: Buffer[] = []
  let length = 0
  let cut = false
  return new Promise((resolve) => {
    const finish = (stalled: boolean): void => {
      clearTimeout(timer)
      source?.stop()
      resolve({ bytes: Buffer.concat(chunks), cut, stalled })
    }
    const events: RawPipeEvents = {
      chunk: (chunk) => {
        timer.refresh()
        length += chunk.length
        if (length > MAX_BYTES) cut = true
        else chunks.push(chunk)
      },
      end: () => finish(false),
    }
    // Time that this process was not given is none in which the writer was silent: the input is looked at once more, by other means if
    // it never gave anything.
    const silent = (): void => {
      const before = length
      if (length === 0) {
        source?.stop()
        source = openSocket(events)
      }
      setTimeout(() => {
        if (length === before) finish(true)
        else timer.refresh()
      }, GRACE_MS)
    }
    const timer = setTimeout(silent, silenceMs)
    let source = openRawPipe(events) ?? openSocket(events)
  })
}

function openSocket({ chunk, end }: RawPipeEvents): RawPipe {
  const { Socket } = process.getBuiltinModule('node:net')
  const socket = new Socket({ fd: 0, readable: true, writable: false })
  socket.on('data', chunk)
  socket.on('end', end)
  socket.on('error', end)
  return { stop: () => void socket.destroy() }
}

const GRACE_MS = 20
