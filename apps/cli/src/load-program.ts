import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'

/** A program that lies in a file of its own beside this one. */
export interface Program<Exports> {
  readonly exports: Partial<Exports>
  /** Keeps what V8 made of it for the next start. Called when it has done its work, it keeps the functions that were needed too. */
  readonly keep: () => void
}

/**
 * Loads a program that the bundler wrote as a function of `exports`, `require`, `module`, `__meta` and `__import`. What V8 made of it the
 * last time lies beside it and halves the time it takes to get going: Node 20 keeps no such thing by itself. Throws when there is no such file.
 */
export function loadProgram<Exports>(folder: string, name: string): Program<Exports> {
  const filename = join(folder, name)
  const source = readFileSync(filename, 'latin1')
  // V8 knows a source by its length alone.
  const stamp = Math.trunc(statSync(filename).mtimeMs).toString(36)
  const cache = `${filename}.${process.versions.v8}-${process.arch}-${stamp}.cache`
  const cached = bytesIfAny(cache)
  const script = new Script(source, {
    filename,
    ...(cached === undefined ? {} : { cachedData: cached }),
  })
  const module: { exports: Partial<Exports> } = { exports: {} }
  const urlOf = (path: string): string => process.getBuiltinModule('node:url').pathToFileURL(path).href
  const meta = {
    get url() {
      return urlOf(filename)
    },
  }
  // A script has no `import()` of its own that does not warn of being experimental.
  const load = (specifier: string): Promise<unknown> =>
    import(specifier.startsWith('./') ? urlOf(join(folder, specifier)) : specifier)
  const run = script.runInThisContext() as (...scope: readonly unknown[]) => void
  // It lies in the same folder: what it asks for is found from here.
  run(module.exports, require, module, meta, load)
  return {
    exports: module.exports,
    keep: () => {
      if (cached === undefined || script.cachedDataRejected === true) keep(cache, script.createCachedData())
    },
  }
}

function bytesIfAny(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

/** A folder that may not be written to gets no cache; the program works without. */
function keep(path: string, bytes: Buffer): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, bytes, { mode: 0o644, flag: 'wx' })
    renameSync(temporary, path)
  } catch {
    rmSync(temporary, { force: true })
  }
}
