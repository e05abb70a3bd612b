import { join } from 'node:path'
import { parseHookEvents } from '@ses/agents'
import type { WorkMark } from '@ses/checkpoints'
import type { Session } from '@ses/model'
import { readTextIfAny } from '@ses/store'
import type { Context } from '../context.ts'
import { readPointer } from './open-pointer.ts'

/** A session that is told by hand, as its events tell it. */
export interface ToldSession {
  /** Name of its folder, too. */
  readonly id: string
  readonly session: Session
  readonly task: string
  /** Name given with `--agent`. */
  readonly agent?: string
  /** Number of notes. */
  readonly notes: number
  /** Time of the last event, epoch milliseconds. */
  readonly lastAt: number
  /** Absent while it is open. */
  readonly ended?: { readonly at: number; readonly reason: string }
  /** Where the repository stood at the start; absent where there was none. */
  readonly mark?: WorkMark
}

/** The session that is open in this project. */
export function openSession(here: Pick<Context, 'places' | 'store'>): ToldSession | undefined {
  const id = readPointer(here)
  const told = id === undefined ? undefined : readTold(here, id)
  return told?.ended === undefined ? told : undefined
}

/** The session in that folder; undefined when no start is recorded there. */
export function readTold({ store }: Pick<Context, 'store'>, id: string): ToldSession | undefined {
  const text = readTextIfAny(store.fs, join(store.directory, id, 'events.jsonl'))
  if (text === undefined) return undefined
  const { session, ended, counts, lastAt = 0 } = parseHookEvents(new TextEncoder().encode(text))
  if (session.agent !== 'manual' || counts['start'] === undefined) return undefined
  const prompt = session.events.find(({ type }) => type === 'prompt')
  const start = session.events.find((event) => event.type === 'lifecycle' && event.phase === 'start')
  const agent = start?.type === 'lifecycle' ? start.detail : undefined
  const mark = markIn(text)
  return {
    id,
    session,
    task: prompt?.type === 'prompt' ? prompt.text : '',
    ...(agent === undefined ? {} : { agent }),
    notes: counts['note'] ?? 0,
    lastAt,
    ...(ended === undefined ? {} : { ended: { at: ended.at ?? lastAt, reason: ended.reason ?? 'ended' } }),
    ...(mark === undefined ? {} : { mark }),
  }
}

/** What the event of the start holds of the repository. */
function markIn(events: string): WorkMark | undefined {
  for (const line of events.split('\n', 20)) {
    try {
      const { hook, payload } = JSON.parse(line) as { hook?: unknown; payload?: { git?: unknown } }
      const git = hook === 'start' ? (payload?.git as Partial<WorkMark> | undefined) : undefined
      if (git !== undefined) return isMark(git) ? git : undefined
    } catch {
      // A line that a killed process left torn.
    }
  }
  return undefined
}

function isMark(git: Partial<WorkMark>): git is WorkMark {
  const { at, tree, snapshot, head, reflog } = git
  const isId = (id: unknown): boolean => typeof id === 'string' && /^[0-9a-f]{40,64}$/.test(id)
  const sound = isId(tree) && isId(snapshot) && (head === undefined || isId(head))
  return sound && typeof at === 'number' && typeof reflog === 'number'
}
