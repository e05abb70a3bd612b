import { chownSync, closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { SesError } from '@ses/model'
import type { ConfigFile } from './config-file.ts'

/**
 * Replaces a file by temporary file and rename; bits and owner stay. `newMode` is for a file that was not there, before the umask.
 * Throws `SesError` `write_failed`, the old file untouched.
 */
export function replaceConfig({ path, target, mode, owner }: ConfigFile, text: string, newMode: number): void {
  const temporary = `${target}.${crypto.randomUUID()}.tmp`
  try {
    const file = openSync(temporary, 'wx', mode ?? newMode)
    try {
      const bytes = new TextEncoder().encode(text)
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      if (mode !== undefined) fchmodSync(file, mode)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    if (owner !== undefined) keepOwner(temporary, owner)
    renameSync(temporary, target)
  } catch (cause) {
    rmSync(temporary, { force: true })
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    throw new SesError('write_failed', `${path} (${reason})`, { data: { path, reason }, cause })
  }
}

function keepOwner(file: string, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  try {
    chownSync(file, uid, gid)
  } catch {
    // Only root may give files away; who may write the file owns the new one.
  }
}
