import * as nodeFs from 'node:fs'

/** The file system calls the store makes; all of them go through one object, so that a test can let the n-th one fail. */
export type StoreFs = Pick<
  typeof nodeFs,
  | 'mkdirSync'
  | 'openSync'
  | 'writeSync'
  | 'fsyncSync'
  | 'closeSync'
  | 'renameSync'
  | 'rmSync'
  | 'readdirSync'
  | 'readFileSync'
  | 'statSync'
  | 'fstatSync'
  | 'chmodSync'
>

/** The machine's own. */
export const systemFs: StoreFs = nodeFs

/** The content of a file; undefined when there is none. */
export function readTextIfAny(fs: StoreFs, path: string): string | undefined {
  try {
    return fs.readFileSync(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Whether a call failed because the file or its folder is not there. */
export function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR'
}
