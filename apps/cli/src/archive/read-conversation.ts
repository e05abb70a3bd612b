import { createTranscriptParser } from '@ses/agents'
import type { ArchivedPart } from '@ses/archive'
import type { Masked, SessionEvent } from '@ses/model'
import { fit } from '../terminal/display-width.ts'
import { neutralise } from '../terminal/neutralise.ts'

/** What was said and done in a session, a line each. */
export interface Conversation {
  readonly lines: readonly string[]
  /** Events that the limit left out. */
  readonly left: number
}

/** Characters of each text that are kept: more does not fit a line. */
const KEPT = 240

/** Reads the events of an archived transcript in bounded memory. */
export async function readConversation(
  chunks: AsyncIterable<Uint8Array>,
  { agent, source }: ArchivedPart,
  { limit, width }: { readonly limit: number; readonly width: number },
): Promise<Conversation> {
  const parser = createTranscriptParser<Masked>((text) => text.slice(0, KEPT) as Masked, { agent, path: source.path })
  for await (const chunk of chunks) parser.push(chunk)
  const told = parser.end().value.events.flatMap((event) => tell(event))
  return {
    lines: told.slice(0, limit).map((line) => fit(neutralise(line).replace(/\s+/g, ' '), width)),
    left: Math.max(0, told.length - limit),
  }
}

function tell(event: SessionEvent<Masked>): string[] {
  switch (event.type) {
    case 'prompt':
      return [`> ${event.text}`]
    case 'reply':
      return [`  ${event.text}`]
    case 'tool':
      return [`  · ${event.name} ${event.command ?? event.files[0]?.path ?? event.input ?? ''}`]
    default:
      return []
  }
}
