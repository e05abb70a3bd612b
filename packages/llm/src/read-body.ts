import { ReplyFailure } from './reply-failure.ts'

/** Whether an answer is a stream of events; servers answer as they can, whatever they were asked for. */
export function isEventStream({ headers }: Response): boolean {
  return (headers.get('content-type') ?? '').toLowerCase().includes('text/event-stream')
}

/** The object in an answer. Throws `ReplyFailure` for anything else. */
export async function readObject(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text()
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ReplyFailure('not_json')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ReplyFailure('not_json')
  return value as Record<string, unknown>
}

/** A count of tokens; 0 for anything that is none. */
export function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0
}

/** The text of a part that may be missing. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
