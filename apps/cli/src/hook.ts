import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'

// The program that agents start dozens of times a minute while a person waits: it prints nothing and exits 0 whatever happens. The
// recording itself is `hook-main.cjs`; what V8 made of it the last time lies beside it and halves the time it takes to get going.

const MAIN = 'hook-main.cjs'

try {
  const main = join(__dirname, MAIN)
  // A function of `exports`, `require` and `module`, as the bundler writes it; to put one together here would copy the text.
  const source = readFileSync(main, 'latin1')
  const cache = `${main}.${process.versions.v8}-${process.arch}.cache`
  const cached = read(cache)
  const script = new Script(source, {
    filename: main,
    ...(cached === undefined ? {} : { cachedData: cached }),
  })
  const module: { exports: { main?: (folder: string, done: () => void) => void } } = { exports: {} }
  const run = script.runInThisContext() as (exports: unknown, require: unknown, module: unknown) => void
  // It lies in the same folder: what it asks for is found from here.
  run(module.exports, require, module)
  module.exports.main?.(__dirname, () => {
    if (cached === undefined || script.cachedDataRejected === true) write(cache, script.createCachedData())
  })
} catch {
  process.exit(0)
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

/** A folder that may not be written to gets no cache; the hook works without. */
function write(path: string, bytes: Buffer): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, bytes, { mode: 0o644, flag: 'wx' })
    renameSync(temporary, path)
  } catch {
    rmSync(temporary, { force: true })
  }
}
