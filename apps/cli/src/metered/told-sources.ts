import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TranscriptSource } from '@ses/sources'
import { listProjects } from '@ses/store'
import type { Places } from '../project.ts'
import { TOLD_FOLDER } from './told-folder.ts'

/** The events of all sessions that are told by hand, here and in the other projects of this user: the transcripts they do not have. */
export function toldSources({ user, logs }: Pick<Places, 'user' | 'logs'>): TranscriptSource[] {
  const stores = new Set([logs, ...listProjects(user).map((project) => project.logs)])
  return [...stores].flatMap((store) =>
    foldersIn(store)
      .filter((name) => TOLD_FOLDER.test(name))
      .sort()
      .map((name) => ({ path: join(store, name, 'events.jsonl') })),
  )
}

function foldersIn(store: string): readonly string[] {
  try {
    return readdirSync(store)
  } catch {
    return []
  }
}
