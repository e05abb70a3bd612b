import { constants } from 'node:fs'
import type { RecordFs } from './record-fs.ts'

const { O_APPEND, O_CREAT, O_RDWR } = constants
/** A link where the log should be is not followed. Not known on Windows. */
const O_NOFOLLOW = constants.O_NOFOLLOW ?? 0
const NEWLINE = 10

/**
 * Appends one line by one write, so that lines of any number of processes never mix. Where the file does not end a line, because a
 * process was stopped or the disk was full, the new line starts on its own. `folders` are made, outermost first, where the file's is missing.
 */
export async function appendLine(fs: RecordFs, path: string, line: string, folders: readonly string[]): Promise<void> {
  const file = await openIn(fs, path, folders)
  try {
    const torn = await endsTorn(fs, file)
    const bytes = Buffer.from(torn ? `\n${line}\n` : `${line}\n`)
    if ((await fs.write(file, bytes)) === bytes.length) return
    // A full disk takes a part: whole or not at all, so once more, on a line of its own.
    const again = Buffer.from(`\n${line}\n`)
    if ((await fs.write(file, again)) !== again.length) throw failure('ENOSPC')
  } finally {
    fs.close(file)
  }
}

async function openIn(fs: RecordFs, path: string, folders: readonly string[]): Promise<number> {
  try {
    return await fs.open(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  for (const folder of folders) {
    try {
      await fs.mkdir(folder, 0o700)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return fs.open(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)
}

/** Whether the last line has no end. Looked at twice: a line that another process is just writing has one a moment later. */
async function endsTorn(fs: RecordFs, file: number): Promise<boolean> {
  for (let look = 0; look < 2; look++) {
    const stat = await fs.fstat(file)
    if (!stat.isFile()) throw failure('EINVAL')
    if (stat.size === 0 || (await fs.byteAt(file, stat.size - 1)) === NEWLINE) return false
    if (look === 0) await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return true
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code })
}
