import type { ReadOptions, TranscriptReader } from '../../agent.ts'
import { type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { hooks } from './hooks.ts'

/** How surely a row is a recorded event of such a session. */
export function recognise(row: JsonObject): number {
  return row['agent'] === 'manual' && typeof row['hook'] === 'string' && objectOf(row['payload']) !== undefined ? 1 : 0
}

/** Reads an events.jsonl as the transcript that such a session does not have. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  const reader = hooks.open(options)
  return {
    row: (row, line) => {
      const hook = stringOf(row['hook'])
      const payload = objectOf(row['payload'])
      if (row['agent'] !== 'manual' || hook === undefined || payload === undefined) return 'unknown'
      const at = timeOf(row['at'])
      const sessionId = stringOf(row['session_id'])
      return reader.event(
        { hook, payload, ...(at === undefined ? {} : { at }), ...(sessionId === undefined ? {} : { sessionId }) },
        line,
      )
    },
    end: () => reader.end().session,
  }
}
