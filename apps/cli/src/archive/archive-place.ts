import { join, resolve } from 'node:path'
import { type Archive, openArchive } from '@ses/archive'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'

/** The archive that `--out` names, else the user's own. */
export function archiveOf({ host, places }: Context, input?: Input): Archive {
  const out = input?.text('out')
  const directory = out === undefined ? join(places.user, 'archive') : resolve(host.cwd, out)
  return openArchive(directory, { now: host.now })
}
