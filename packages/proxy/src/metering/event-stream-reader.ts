import type { JsonPicker } from './json-picker.ts'

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const DATA = Buffer.from('data:')
const BOM = Buffer.from([0xef, 0xbb, 0xbf])

/** Takes a stream of events in pieces of any size. */
export interface EventStreamReader {
  readonly write: (bytes: Buffer) => void
  /** Whether a piece holds whole events only, so that it makes no difference if it is left out. */
  readonly isWhole: (bytes: Buffer) => boolean
}

/**
 * Feeds the data of server-sent events to a picker as they come. Events are not put together first, as parsers of such streams do: one
 * event of an image has megabytes.
 */
export function createEventStreamReader(picker: JsonPicker): EventStreamReader {
  /** Bytes of the line that were compared with `data:`; -1 in a line of another field, past the length in the data. */
  let matched = 0
  let lineIsEmpty = true
  let isBetween = true
  let afterCr = false
  let isFirst = true
  let atStart: Buffer | undefined = Buffer.alloc(0)

  const endLine = (): void => {
    isBetween = lineIsEmpty
    if (lineIsEmpty) picker.reset()
    else if (matched > DATA.length) picker.write(NEWLINE)
    matched = 0
    lineIsEmpty = true
  }

  const write = (bytes: Buffer): void => {
    let cr = bytes.indexOf(CR)
    for (let at = 0; at < bytes.length; ) {
      const byte = bytes[at] as number
      if (byte === LF || byte === CR) {
        // CR LF is one end of a line, also where a piece ends in between.
        if (!(byte === LF && afterCr)) endLine()
        afterCr = byte === CR
        at++
        continue
      }
      afterCr = false
      lineIsEmpty = false
      isBetween = false
      if (matched >= 0 && matched < DATA.length) {
        matched = byte === DATA[matched] ? matched + 1 : -1
        at++
        continue
      }
      if (matched === DATA.length) {
        matched++
        if (byte === SPACE) {
          at++
          continue
        }
      }
      const lf = bytes.indexOf(LF, at)
      if (cr >= 0 && cr < at) cr = bytes.indexOf(CR, at)
      const end = lf < 0 ? (cr < 0 ? bytes.length : cr) : cr < 0 ? lf : Math.min(lf, cr)
      if (matched > DATA.length) picker.write(bytes.subarray(at, end))
      at = end
    }
  }

  return {
    isWhole: (bytes) => !isFirst && isBetween && !afterCr && endsEvent(bytes),
    write: (bytes) => {
      if (!isFirst) return write(bytes)
      // A byte order mark may come first, and come in pieces.
      atStart = Buffer.concat([atStart ?? Buffer.alloc(0), bytes])
      if (atStart.length < BOM.length && BOM.subarray(0, atStart.length).equals(atStart)) return
      isFirst = false
      const rest = atStart.subarray(0, BOM.length).equals(BOM) ? atStart.subarray(BOM.length) : atStart
      atStart = undefined
      write(rest)
    },
  }
}

const NEWLINE = Buffer.from('\n')

function endsEvent(bytes: Buffer): boolean {
  const last = bytes.length - 1
  return bytes[last] === LF && (bytes[last - 1] === LF || (bytes[last - 1] === CR && bytes[last - 2] === LF))
}
