import { countOf, objectOf, stringOf, timeOf } from '../../json.ts'
import type { StoredMessage } from './conversation.ts'

/**
 * Ids of the responses of one session and its sub-agents, where they can be told by what a fork leaves as it was: the times of
 * beginning and end, the model and the recorded tokens. Where one of these is missing, or two messages share them all, the map
 * holds nothing, and the id of the message stands.
 */
export function responseIds(messages: Iterable<StoredMessage>): ReadonlyMap<StoredMessage, string> {
  const owners = new Map<string, StoredMessage | undefined>()
  for (const message of messages) {
    const id = contentId(message)
    if (id !== undefined) owners.set(id, owners.has(id) ? undefined : message)
  }
  const ids = new Map<StoredMessage, string>()
  for (const [id, message] of owners) if (message !== undefined) ids.set(message, id)
  return ids
}

function contentId({ at, info }: StoredMessage): string | undefined {
  const tokens = objectOf(info?.['tokens'])
  const model = stringOf(info?.['modelID'])
  const completed = timeOf(objectOf(info?.['time'])?.['completed'])
  if (tokens === undefined || model === undefined || at === undefined || completed === undefined) return undefined
  const cache = objectOf(tokens['cache'])
  // As recorded: what output means hangs on the version, and a fork may be of a later one.
  const counts = [tokens['input'], tokens['output'], tokens['reasoning'], cache?.['read'], cache?.['write']].map(
    countOf,
  )
  // A message that failed holds zeros and is no response.
  if (counts.every((count) => count === 0)) return undefined
  return `${at}-${completed}/${stringOf(info?.['providerID']) ?? ''}/${model}/${counts.join('.')}`
}
