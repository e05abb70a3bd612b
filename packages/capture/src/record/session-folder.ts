import { closeSync, lstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { firstFolderName, secondFolderName } from '@ses/store'

/** Whose events a folder is wanted for. */
export interface EventOwner {
  readonly agent: string
  /** As it is written in the events. */
  readonly sessionId: string
}

/** Name of a session's folder below the store: the first choice unless it holds another session. */
export function sessionFolder(logs: string, { agent, sessionId }: EventOwner): string {
  const first = firstFolderName(sessionId)
  const holder = ownerOf(join(logs, first))
  const free = holder === undefined || (holder.agent === agent && holder.sessionId === sessionId)
  return free ? first : secondFolderName(agent, sessionId)
}

/** Throws when a path exists and is no folder of its own: a link may lead out of the project. */
export function assertPlainFolder(path: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat === undefined || stat.isDirectory()) return
  throw Object.assign(new Error('not a folder'), { code: stat.isSymbolicLink() ? 'ELOOP' : 'ENOTDIR' })
}

/** Whose session a folder holds, by its first event or else its metadata; undefined when it is free or does not tell. */
function ownerOf(folder: string): EventOwner | undefined {
  const head = headOf(join(folder, 'events.jsonl'))
  if (head !== undefined) return ownerIn(head)
  try {
    return ownerFrom(JSON.parse(readFileSync(join(folder, 'metadata.json'), 'utf8')))
  } catch {
    return undefined
  }
}

/** Reads the start of an event line, see `eventLine`: a quote in what stands before the id would be escaped. */
function ownerIn(head: string): EventOwner | undefined {
  const at = head.indexOf(ID)
  if (at < 0) return undefined
  for (let end = head.indexOf('"', at + ID.length); end >= 0; end = head.indexOf('"', end + 1)) {
    try {
      return ownerFrom(JSON.parse(`${head.slice(0, end + 1)}}`))
    } catch {
      // That quote was one of the id.
    }
  }
  return undefined
}

const ID = ',"session_id":"'

function ownerFrom(value: unknown): EventOwner | undefined {
  const { agent, session_id: sessionId } = value as Readonly<Record<string, unknown>>
  return typeof agent === 'string' && typeof sessionId === 'string' ? { agent, sessionId } : undefined
}

function headOf(path: string): string | undefined {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    const buffer = Buffer.alloc(2048)
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, 0))
  } catch {
    return undefined
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
