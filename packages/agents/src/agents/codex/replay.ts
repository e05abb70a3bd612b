import { type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'

/** A replay is written at once; rows later than this after the first are the thread's own, where nothing better tells. */
const BURST_MS = 1500

/**
 * Tells copied history from a thread's own rows. Files of sub-agents, and of forks up to 0.148, begin with the parent's history,
 * written again with new times. From 0.149 on the file says where it ends; before, the first turn that began after the thread
 * itself did is the first own one (turn and thread ids are UUIDs of version 7, which hold their time).
 */
export class Replay {
  #own: string | undefined
  #startOrdinal: number | undefined
  #isCopy = false
  #mayCopy = false
  #sawTurnTime = false
  #firstAt: number | undefined

  /** The file's first `session_meta`. */
  begin(meta: JsonObject, at: number | undefined): void {
    this.#own = stringOf(meta['id'])
    this.#startOrdinal = numberOf(meta['subagent_history_start_ordinal'])
    this.#mayCopy =
      objectOf(meta['source'])?.['subagent'] !== undefined || stringOf(meta['forked_from_id']) !== undefined
    this.#firstAt = at
  }

  /** A further `session_meta`; answers whether it is the parent's, which opens a replay. */
  parent(meta: JsonObject): boolean {
    const isForeign = stringOf(meta['id']) !== this.#own
    if (isForeign && this.#mayCopy) this.#isCopy = true
    return isForeign
  }

  /** Whether a row is part of the replay. */
  isCopied(row: JsonObject, at: number | undefined): boolean {
    if (objectOf(row['metadata'])?.['inherited_user_message'] === true) return true
    if (this.#startOrdinal !== undefined) {
      const ordinal = numberOf(row['ordinal'])
      if (ordinal !== undefined) return ordinal < this.#startOrdinal
    }
    if (!this.#isCopy) return false
    if (this.#endsWith(row, at)) this.#isCopy = false
    return this.#isCopy
  }

  #endsWith(row: JsonObject, at: number | undefined): boolean {
    const payload = objectOf(row['payload'])
    const startsTurn = row['type'] === 'turn_context' || /^(?:task|turn)_started$/.test(String(payload?.['type']))
    const turnAt = startsTurn ? timeOfId(stringOf(payload?.['turn_id'])) : undefined
    const ownAt = timeOfId(this.#own)
    if (turnAt !== undefined && ownAt !== undefined) {
      this.#sawTurnTime = true
      return turnAt >= ownAt
    }
    return !this.#sawTurnTime && at !== undefined && this.#firstAt !== undefined && at - this.#firstAt > BURST_MS
  }
}

/** Milliseconds in a UUID of version 7. */
function timeOfId(id: string | undefined): number | undefined {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-/.exec(id ?? '')
  return match === null ? undefined : Number.parseInt(`${match[1]}${match[2]}`, 16)
}
