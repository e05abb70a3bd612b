import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { SesError } from '@ses/model'
import type { Environment } from '../environment.ts'
import { resumableAgents } from './agents/index.ts'

/** A transcript that is to be put where its agent looks for it. */
export interface TranscriptToPlace {
  readonly agent: string
  readonly session: string
  /** File name the agent gave it. */
  readonly file: string
  readonly content: Uint8Array
  /** Absolute path of the project on this machine. */
  readonly project: string
  readonly home: string
  readonly env: Environment
}

/**
 * What became of it. `kept`: the agent has a transcript of that session that says something else, which is never touched. `impossible`: this
 * agent cannot go on with a file that somebody else placed.
 */
export type PlacedTranscript =
  | {
      readonly outcome: 'placed' | 'there' | 'kept'
      readonly path: string
      readonly command: readonly [string, ...string[]]
    }
  | { readonly outcome: 'impossible'; readonly reason: string }

/** Becomes a file name and an argument. */
const SAFE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/

/** Program and arguments that go on with a session; undefined: the agent cannot be told to. */
export function resumeCommand(agent: string, session: string): readonly [string, ...string[]] | undefined {
  return SAFE.test(session) ? resumableAgents.find((each) => each.agent === agent)?.command(session) : undefined
}

/** Places a transcript without ever replacing one. Throws `write_failed`. */
export function placeTranscript(request: TranscriptToPlace): PlacedTranscript {
  const { agent, session, content, ...where } = request
  const home = resumableAgents.find((each) => each.agent === agent)
  if (home === undefined) return { outcome: 'impossible', reason: `${agent} cannot take up a transcript from a file` }
  if (!SAFE.test(session)) {
    return { outcome: 'impossible', reason: 'its id is none that the agent would have given' }
  }
  const found = home.place({ ...where, session, read: readIfAny })
  if ('reason' in found) return { outcome: 'impossible', reason: found.reason }
  const { path } = found
  const command = home.command(session)
  try {
    const there = readBytes(path)
    if (there !== undefined) return { outcome: there.equals(content) ? 'there' : 'kept', path, command }
    writeNew(path, content)
    return { outcome: 'placed', path, command }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return { outcome: 'kept', path, command }
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    throw new SesError('write_failed', `${path} (${reason})`, { data: { path, reason }, cause })
  }
}

/** Under another name first, and then linked: unlike a rename, that fails when somebody was faster. */
function writeNew(path: string, content: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.${crypto.randomUUID()}.tmp`
  const file = openSync(temporary, 'wx', 0o600)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
    linkSync(temporary, path)
  } finally {
    closeSync(file)
    rmSync(temporary, { force: true })
  }
}

function readBytes(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function readIfAny(path: string): string | undefined {
  return readBytes(path)?.toString('utf8')
}
