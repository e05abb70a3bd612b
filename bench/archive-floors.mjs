// `node archive-floors.mjs parse|gzip <file>`: what nobody who archives JSON lines can do without, in a process of its own.
import { closeSync, openSync, readSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const [, , job, path = ''] = process.argv
const BLOCK = 1 << 20

const file = openSync(path, 'r')
/** @type {Buffer} */
let open = Buffer.alloc(0)
for (;;) {
  const block = Buffer.allocUnsafe(BLOCK)
  const read = readSync(file, block, 0, BLOCK, null)
  if (read === 0) break
  const bytes = block.subarray(0, read)
  if (job === 'gzip') gzipSync(bytes, { level: 1 })
  else open = parse(Buffer.concat([open, bytes]))
}
closeSync(file)

/** Parses whole lines. Returns what is left. @param {Buffer} bytes */
function parse(bytes) {
  let start = 0
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    try {
      JSON.parse(bytes.toString('utf8', start, end))
    } catch {
      // A damaged line costs the floor as much as it costs us.
    }
    start = end + 1
  }
  return bytes.subarray(start)
}
