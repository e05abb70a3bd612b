import { closeSync, constants, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { assertPlainFolder } from './session-folder.ts'

/** Why a hook call was not recorded, or not as it came. Holds nothing of the payload. */
export interface HookFailure {
  /** Epoch milliseconds. */
  readonly at: number
  readonly agent: string
  readonly hook: string
  /** One word: a `PayloadFault`, an error code of the system, `no_session_id`, `masking_failed`, `deadline`. */
  readonly reason: string
  /** Bytes that were read. */
  readonly bytes?: number
}

/** Name of the log of failures below the store. */
export const FAILURE_LOG = 'hook-failures.jsonl'
const OLD_LOG = 'hook-failures.old.jsonl'
/** The logs of failures there may be, the earlier one first. */
export const FAILURE_LOGS: readonly string[] = [OLD_LOG, FAILURE_LOG]
const MAX_BYTES = 131_072

/** Notes a failure below a folder for `ses doctor`. Keeps at most twice 128 KB. Throws when it cannot be written. */
export function recordFailure(folder: string, failure: HookFailure): void {
  const path = join(folder, FAILURE_LOG)
  assertPlainFolder(folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = openSync(
    path,
    constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0),
    0o600,
  )
  try {
    writeSync(file, `${JSON.stringify({ v: 1, ...failure })}\n`)
    if (fstatSync(file).size > MAX_BYTES) renameSync(path, join(folder, OLD_LOG))
  } finally {
    closeSync(file)
  }
}
