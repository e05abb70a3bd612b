import {
  close,
  closeSync,
  fstat,
  fstatSync,
  mkdir,
  mkdirSync,
  open,
  openSync,
  read,
  readSync,
  write,
  writeSync,
} from 'node:fs'

/**
 * The calls that write an event, each answering at once or later. `promptFs` costs the least; `patientFs` leaves the process able to act
 * when a disk hangs.
 */
export interface RecordFs {
  mkdir(path: string, mode: number): Awaitable<void>
  open(path: string, flags: number, mode: number): Awaitable<number>
  fstat(file: number): Awaitable<{ readonly size: number; isFile(): boolean }>
  /** The byte at a place; undefined behind the end. */
  byteAt(file: number, at: number): Awaitable<number | undefined>
  /** Writes by one call; answers how many bytes were taken. */
  write(file: number, bytes: Buffer): Awaitable<number>
  close(file: number): void
}

type Awaitable<T> = T | Promise<T>

/** Calls that answer at once: starting the threads for the others takes some milliseconds. */
export const promptFs: RecordFs = {
  mkdir: (path, mode) => void mkdirSync(path, { mode }),
  open: (path, flags, mode) => openSync(path, flags, mode),
  fstat: (file) => fstatSync(file),
  byteAt: (file, at) => {
    const buffer = Buffer.alloc(1)
    return readSync(file, buffer, 0, 1, at) === 0 ? undefined : buffer[0]
  },
  write: (file, bytes) => writeSync(file, bytes),
  close: (file) => closeSync(file),
}

/** Calls that another thread makes. */
export const patientFs: RecordFs = {
  mkdir: (path, mode) => later((done) => mkdir(path, { mode }, done)),
  open: (path, flags, mode) => later((done) => open(path, flags, mode, done)),
  fstat: (file) => later((done) => fstat(file, done)),
  byteAt: async (file, at) => {
    const buffer = Buffer.alloc(1)
    const count = await later<number>((done) => read(file, buffer, 0, 1, at, done))
    return count === 0 ? undefined : buffer[0]
  },
  write: (file, bytes) => later((done) => write(file, bytes, done)),
  close: (file) => close(file, () => {}),
}

function later<T>(call: (done: (error: NodeJS.ErrnoException | null, value?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value as T)))
  })
}
