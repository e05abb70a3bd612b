import type { DashboardEvent } from '@ses/schema'

/** Sends what has changed to every page that listens. */
export interface EventHub {
  /** A stream of server-sent events; undefined when too many are open. */
  readonly open: () => ReadableStream<Uint8Array> | undefined
  readonly publish: (event: DashboardEvent) => void
  /** Ends all streams. */
  readonly close: () => void
}

export interface EventHubOptions {
  /** Streams open at once. */
  readonly most: number
  /** Milliseconds between two signs of life. */
  readonly heartbeatMs: number
}

/** Events that a page which does not read may leave behind before its stream is ended. */
const MAX_WAITING = 64

export function createEventHub({ most, heartbeatMs }: EventHubOptions): EventHub {
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>()
  const end = (stream: ReadableStreamDefaultController<Uint8Array>): void => {
    streams.delete(stream)
    try {
      stream.close()
    } catch {
      // The page has gone already.
    }
  }
  const send = (text: string): void => {
    const bytes = new TextEncoder().encode(text)
    for (const stream of streams) {
      if ((stream.desiredSize ?? 0) < -MAX_WAITING) end(stream)
      else stream.enqueue(bytes)
    }
  }
  const timer = setInterval(() => send(': still here\n\n'), heartbeatMs)
  timer.unref()
  return {
    open: () => {
      if (streams.size >= most) return undefined
      let own: ReadableStreamDefaultController<Uint8Array>
      return new ReadableStream<Uint8Array>({
        start: (controller) => {
          own = controller
          streams.add(controller)
          controller.enqueue(new TextEncoder().encode('retry: 2000\n: here\n\n'))
        },
        cancel: () => void streams.delete(own),
      })
    },
    publish: (event) => send(`data: ${JSON.stringify(event)}\n\n`),
    close: () => {
      clearInterval(timer)
      for (const stream of [...streams]) end(stream)
    },
  }
}
