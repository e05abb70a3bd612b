import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'
import { homeFolder } from './process-host.ts'

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
  const cache = `${name}.${process.versions.v8}-${process.arch}-${stamp}.cache`
  const cached = readCode(join(folder, cache)) ?? readCode(userPath(folder, cache))
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
      if (cached !== undefined && script.cachedDataRejected !== true) return
      const code = script.createCachedData()
      // What an administrator has installed a user cannot write to.
      if (!keepCode(join(folder, cache), code)) keepCode(userPath(folder, cache), code)
    },
  }
}

/** Bytes behind the code that tell whether it is whole. V8 takes what it is given: damaged code crashes the process, at every start. */
const TRAILER = 4

function readCode(path: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path)
    const code = bytes.subarray(0, -TRAILER)
    return code.length > 0 && bytes.readInt32LE(code.length) === sampleOf(code) ? code : undefined
  } catch {
    return undefined
  }
}

/** Of every 61st byte: no block of a disk can be missing that it does not notice, and it takes a few microseconds. */
function sampleOf(bytes: Uint8Array): number {
  let sum = bytes.length
  for (let at = 0; at < bytes.length; at += 61) sum = (Math.imul(sum, 31) + (bytes[at] as number)) | 0
  return sum
}

/** The same in the user's own folder, if there is one; no other user can write there. */
function userPath(folder: string, cache: string): string {
  const user = process.env['SES_HOME'] || join(homeFolder(), '.ses')
  return join(user, 'code', `${folder.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(-80)}-${cache}`)
}

/** Whether it was kept; where it cannot be, the program works without. */
function keepCode(path: string, code: Buffer): boolean {
  const temporary = `${path}.${process.pid}.tmp`
  const trailer = Buffer.alloc(TRAILER)
  trailer.writeInt32LE(sampleOf(code))
  try {
    makeCodeFolder(dirname(path))
    writeFileSync(temporary, Buffer.concat([code, trailer]), { mode: 0o644, flag: 'wx', flush: true })
    renameSync(temporary, path)
    return true
  } catch {
    rmSync(temporary, { force: true })
    return false
  }
}

/** Only below a folder that is there: nothing is begun in a home that ses has not been used in. */
function makeCodeFolder(path: string): void {
  if (!existsSync(path)) mkdirSync(path, { mode: 0o700 })
}
