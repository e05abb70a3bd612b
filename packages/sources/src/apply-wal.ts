const HEADER = 32
const FRAME_HEADER = 24
/** The two magic numbers differ in the byte order of the checksums: the first is little-endian. */
const MAGIC_LITTLE = 0x377f0682
const MAGIC_BIG = 0x377f0683

/**
 * The image of an SQLite database with the committed pages of its write-ahead log put in, marked as one without a log, so that a
 * reader that knows single images only sees every row. Neither input is changed. A log that is empty, damaged or of another
 * database adds nothing; one with a torn end adds what was committed before. See https://www.sqlite.org/fileformat2.html#walformat.
 */
export function applyWal(database: Uint8Array, wal: Uint8Array): Uint8Array {
  const log = readLog(wal)
  const pageSize = log?.pageSize ?? 0
  const own = pageSizeOf(database)
  const known = pageSize === 0 ? 0 : Math.ceil(database.length / pageSize)
  // A page that is neither in the database nor in the log cannot be: such a count is no page count.
  const fits = log !== undefined && (own === undefined || own === pageSize) && log.pageCount <= known + log.pages.size
  if (!fits) return withoutLogMark(database.slice())
  const image = new Uint8Array(log.pageCount * pageSize)
  image.set(database.subarray(0, image.length))
  for (const [page, at] of log.pages) {
    if (page <= log.pageCount) image.set(wal.subarray(at, at + pageSize), (page - 1) * pageSize)
  }
  return withoutLogMark(image)
}

interface Log {
  readonly pageSize: number
  /** Size of the database after the last commit, in pages. */
  readonly pageCount: number
  /** Where the latest committed content of each page starts in the log. */
  readonly pages: ReadonlyMap<number, number>
}

/** The frames up to the last commit; undefined when there is none. */
function readLog(wal: Uint8Array): Log | undefined {
  if (wal.length < HEADER) return undefined
  const view = new DataView(wal.buffer, wal.byteOffset, wal.byteLength)
  const magic = view.getUint32(0)
  const pageSize = view.getUint32(8)
  if ((magic !== MAGIC_LITTLE && magic !== MAGIC_BIG) || !isPageSize(pageSize)) return undefined
  const little = magic === MAGIC_LITTLE
  const salts: readonly [number, number] = [view.getUint32(16), view.getUint32(20)]
  let sums = checksum(view, 0, 24, little, [0, 0])
  if (sums[0] !== view.getUint32(24) || sums[1] !== view.getUint32(28)) return undefined
  const pages = new Map<number, number>()
  let pending: (readonly [number, number])[] = []
  let pageCount: number | undefined
  for (let at = HEADER; at + FRAME_HEADER + pageSize <= wal.length; at += FRAME_HEADER + pageSize) {
    // Frames behind the last one that fits are left over from before the log was started again.
    if (view.getUint32(at + 8) !== salts[0] || view.getUint32(at + 12) !== salts[1]) break
    sums = checksum(view, at, 8, little, sums)
    sums = checksum(view, at + FRAME_HEADER, pageSize, little, sums)
    if (sums[0] !== view.getUint32(at + 16) || sums[1] !== view.getUint32(at + 20)) break
    const page = view.getUint32(at)
    if (page === 0) break
    pending.push([page, at + FRAME_HEADER])
    const committed = view.getUint32(at + 4)
    if (committed === 0) continue
    pageCount = committed
    for (const [number, content] of pending) pages.set(number, content)
    pending = []
  }
  return pageCount === undefined ? undefined : { pageSize, pageCount, pages }
}

/** The running checksum over pairs of words: each half adds the other and its word. */
function checksum(
  view: DataView,
  start: number,
  length: number,
  little: boolean,
  [a, b]: readonly [number, number],
): [number, number] {
  let first = a
  let second = b
  for (let at = start; at < start + length; at += 8) {
    first = (first + view.getUint32(at, little) + second) >>> 0
    second = (second + view.getUint32(at + 4, little) + first) >>> 0
  }
  return [first, second]
}

/** The page size a database's header tells; undefined for a database that has not been written yet. */
function pageSizeOf(database: Uint8Array): number | undefined {
  if (database.length < 100) return undefined
  const size = ((database[16] ?? 0) << 8) | (database[17] ?? 0)
  return size === 1 ? 65_536 : size
}

function isPageSize(size: number): boolean {
  return size >= 512 && size <= 65_536 && (size & (size - 1)) === 0
}

/** Read and write versions 2 say that a log belongs to the file. */
function withoutLogMark(image: Uint8Array): Uint8Array {
  if (image.length >= 100 && image[18] === 2) image.fill(1, 18, 20)
  return image
}
