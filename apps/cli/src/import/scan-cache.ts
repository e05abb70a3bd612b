import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DatabaseMemory, KnownDatabase } from '@ses/sources'
import type { Context } from '../context.ts'

/** What earlier imports learned that no session's folder holds; may be deleted at any time. */
export interface ScanCache {
  readonly databases: DatabaseMemory
  /** Whether a file in this state was read before and was no transcript. */
  readonly isForeign: (path: string, fingerprint: string) => boolean
  readonly markForeign: (path: string, fingerprint: string) => void
  /** Writes what was learned. Trouble with writing is none: the next import reads more. */
  readonly save: () => void
}

interface Content {
  readonly schema_version: 1
  readonly ses_version: string
  databases: Record<string, KnownDatabase>
  foreign: Record<string, string>
}

/** Reads `~/.ses/cache/scan.json`; one that is damaged or of another version of ses counts as empty. */
export function openScanCache({ places, version, debug }: Context): ScanCache {
  const path = join(places.user, 'cache', 'scan.json')
  const content = readContent(path, version)
  let changed = false
  return {
    databases: {
      recall: (file) => own(content.databases, file),
      keep: (file, known) => {
        content.databases[file] = known
        changed = true
      },
    },
    isForeign: (file, fingerprint) => own(content.foreign, file) === fingerprint,
    markForeign: (file, fingerprint) => {
      content.foreign[file] = fingerprint
      changed = true
    },
    save: () => {
      if (!changed) return
      changed = false
      const temporary = `${path}.${randomBytes(6).toString('hex')}`
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
        writeFileSync(temporary, JSON.stringify(content), { mode: 0o600 })
        renameSync(temporary, path)
      } catch (error) {
        if (existsSync(temporary)) rmSync(temporary)
        debug('scan cache not written', { error: String(error) })
      }
    },
  }
}

function readContent(path: string, version: string): Content {
  const empty: Content = { schema_version: 1, ses_version: version, databases: {}, foreign: {} }
  try {
    const read = JSON.parse(readFileSync(path, 'utf8')) as Partial<Content> | null
    if (read?.schema_version !== 1 || read.ses_version !== version) return empty
    const databases = Object.entries(read.databases ?? {}).filter(([, known]) => isKnownDatabase(known))
    return { ...empty, databases: Object.fromEntries(databases), foreign: { ...read.foreign } }
  } catch {
    return empty
  }
}

function isKnownDatabase(known: Partial<KnownDatabase> | null): boolean {
  return (
    typeof known?.fingerprint?.hash === 'string' &&
    Array.isArray(known.sessions) &&
    known.sessions.every(({ path, subagents }) => typeof path === 'string' && Array.isArray(subagents))
  )
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
