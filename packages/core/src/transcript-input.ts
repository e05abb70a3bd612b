import type { Session } from '@ses/model'

/** A transcript: text, UTF-8 bytes, or chunks of bytes for transcripts too large to hold (a Node or web stream fits). */
export type TranscriptInput = string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>

/** Whether the input is a session that was parsed before. */
export function isSession(input: TranscriptInput | Session): input is Session {
  return typeof input === 'object' && 'events' in input && 'agent' in input && Array.isArray(input.events)
}

const host = globalThis as unknown as { readonly TextEncoder: new () => { encode(text: string): Uint8Array } }

/** The input's bytes, in chunks. */
export async function* chunksOf(input: TranscriptInput): AsyncGenerator<Uint8Array> {
  if (typeof input === 'string') yield new host.TextEncoder().encode(input)
  else if (input instanceof Uint8Array) yield input
  else yield* input
}
