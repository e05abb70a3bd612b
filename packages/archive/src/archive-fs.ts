import * as nodeFs from 'node:fs'

/** The file system calls the archive makes; all of them go through one object, so that a test can let the n-th one fail. */
export type ArchiveFs = Pick<
  typeof nodeFs,
  | 'mkdirSync'
  | 'openSync'
  | 'readSync'
  | 'writeSync'
  | 'fsyncSync'
  | 'closeSync'
  | 'linkSync'
  | 'renameSync'
  | 'rmSync'
  | 'rmdirSync'
  | 'readdirSync'
  | 'readFileSync'
  | 'statSync'
>

/** The machine's own. */
export const systemFs: ArchiveFs = nodeFs

/** Whether a call failed because the file or its folder is not there. */
export function isMissing(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'ENOENT' || code === 'ENOTDIR'
}

/** The system's name of a failure (`ENOSPC`, `EROFS`, …); undefined for what the system did not throw. */
export function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as NodeJS.ErrnoException
  return typeof code === 'string' ? code : undefined
}
