import type { Transform } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw, type Zlib } from 'node:zlib'
import { Decompress } from 'fzstd'

/** More than any reply to be metered has; what decodes to more is meant to keep us busy. */
const MOST_DECODED = 256 * 1024 * 1024
/** Compressed bytes that may wait for the decoder before it is given up. */
const MOST_WAITING = 8 * 1024 * 1024

/** Takes the bytes of a body as they were sent and hands them on decoded. */
export interface BodyDecoder {
  readonly write: (bytes: Buffer) => void
  /** Calls back when all that could be decoded was handed on; `whole` is false when the body was damaged or decoding was given up. */
  readonly end: (done: (whole: boolean) => void) => void
}

/** A decoder for a `Content-Encoding`; undefined for one that is not known. Never throws; damage ends what is handed on. */
export function createBodyDecoder(encoding: string, onBytes: (bytes: Buffer) => void): BodyDecoder | undefined {
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  const [name, ...others] = names
  if (name === undefined) return { write: onBytes, end: (done) => done(true) }
  // Encoded twice: nobody does.
  if (others.length > 0) return undefined
  if (name === 'zstd') return zstdDecoder(onBytes)
  const create = decoders[name]
  return create === undefined ? undefined : streamDecoder(create, onBytes)
}

/** What was cut off is decoded as far as it came. */
const zlibOptions = { finishFlush: constants.Z_SYNC_FLUSH }

const decoders: Readonly<Record<string, (first: number) => Transform & Zlib>> = {
  gzip: () => createGunzip(zlibOptions),
  'x-gzip': () => createGunzip(zlibOptions),
  // Some servers leave out the zlib header, which the standard asks for.
  deflate: (first) => ((first & 0x0f) === 8 ? createInflate(zlibOptions) : createInflateRaw(zlibOptions)),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
}

function streamDecoder(create: (first: number) => Transform, onBytes: (bytes: Buffer) => void): BodyDecoder {
  let stream: Transform | undefined
  let decoded = 0
  let failed = false
  let done: ((whole: boolean) => void) | undefined
  const finish = (): void => {
    const tell = done
    done = undefined
    tell?.(!failed)
  }
  const giveUp = (): void => {
    failed = true
    stream?.destroy()
    finish()
  }
  const open = (first: number): Transform =>
    create(first)
      .on('data', (bytes: Buffer) => {
        if (failed) return
        decoded += bytes.length
        if (decoded > MOST_DECODED) giveUp()
        else onBytes(bytes)
      })
      .on('error', giveUp)
      .on('end', finish)
  return {
    write: (bytes) => {
      if (failed || bytes.length === 0) return
      stream ??= open(bytes[0] as number)
      stream.write(bytes)
      if (stream.writableLength > MOST_WAITING) giveUp()
    },
    end: (tell) => {
      done = tell
      if (failed || stream === undefined) finish()
      else stream.end()
    },
  }
}

/** Node knows zstd from version 22.15 on only. */
function zstdDecoder(onBytes: (bytes: Buffer) => void): BodyDecoder {
  let failed = false
  let decoded = 0
  const decoder = new Decompress((bytes) => {
    decoded += bytes.length
    if (decoded > MOST_DECODED) failed = true
    if (!failed && bytes.length > 0) onBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  })
  return {
    write: (bytes) => {
      if (failed) return
      try {
        // It keeps what it is given for later, and the piece is not ours.
        decoder.push(Uint8Array.from(bytes))
      } catch {
        failed = true
      }
    },
    // It takes what is no zstd for the beginning of something.
    end: (done) => done(!failed && decoded > 0),
  }
}
