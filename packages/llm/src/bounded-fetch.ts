import { ReplyFailure } from './reply-failure.ts'

const MAX_BYTES = 16 * 1024 * 1024

/**
 * A fetch that follows no redirect, which would take the key along, and fails when an answer grows beyond 16 MiB. Throws `ReplyFailure`
 * for both.
 */
export function boundedFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' })
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel().catch(() => {})
      throw new ReplyFailure('redirect')
    }
    if (response.body === null) return response
    let bytes = 0
    const limit = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength
        if (bytes > MAX_BYTES) controller.error(new ReplyFailure('too_long'))
        else controller.enqueue(chunk)
      },
    })
    const { status, statusText, headers } = response
    return new Response(response.body.pipeThrough(limit), { status, statusText, headers })
  }
}
